/** The items of a setting that is a list, separated by commas; of one that is not set, none. */
export function settingItems(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}
