/** Puts a copy button beside each address or report. Without it the text can be selected and copied by hand. */
for (const field of document.querySelectorAll('[data-copy-from]')) {
  field.addEventListener('focus', () => field.select())
  if (!navigator.clipboard) continue

  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = 'Copy'
  const said = document.createElement('span')
  said.className = 'visually-hidden'
  said.setAttribute('role', 'status')
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value)
    button.textContent = 'Copied'
    said.textContent = field.dataset.copied ?? 'The address is copied.'
  })
  field.after(button, said)
}
