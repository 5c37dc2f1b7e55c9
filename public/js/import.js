/** Shows how far an import is while it is looked at. Without it the page is reloaded by hand. */
for (const panel of document.querySelectorAll('[data-import]')) {
  const events = new window.EventSource(panel.dataset.import)
  const head = panel.querySelector('[data-progress]')
  const status = panel.querySelector('[data-status]')

  /** Draws anew without taking the keyboard's place away. */
  const replace = (place, html) => {
    const template = document.createElement('template')
    template.innerHTML = html
    const held = place.contains(document.activeElement) ? document.activeElement : null
    place.replaceChildren(
      ...(template.content.querySelector('li')?.childNodes ?? template.content.childNodes),
    )
    if (held) place.querySelector(`[name="${held.name}"][value="${held.value}"]`)?.focus()
  }

  events.addEventListener('row', (event) => {
    const { id, html } = JSON.parse(event.data)
    const row = document.getElementById(id)
    if (row && !row.querySelector('details[open]')) replace(row, html)
  })
  events.addEventListener('progress', (event) => replace(head, JSON.parse(event.data).html))
  events.addEventListener('end', (event) => {
    events.close()
    const { total } = JSON.parse(event.data)
    status.textContent = `All ${total} looked at.`
  })
}
