/** Follows a check that goes on, and returns when it is done. Without it the page loads itself anew. */
const bar = document.querySelector('[data-progress]')
const words = document.querySelector('[data-progress-words]')
const { back } = document.querySelector('script[data-back]').dataset

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: 'application/json' } })
  if (!answer.ok) return location.replace(back)
  const { checked, all, isDone } = await answer.json()
  if (isDone) return location.replace(back)
  bar.value = checked
  words.textContent = `${checked} of ${all} checked`
  setTimeout(look, 700)
}

look().catch(() => setTimeout(() => location.reload(), 3000))
