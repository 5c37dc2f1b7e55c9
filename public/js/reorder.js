/** Lets rows be dragged into another order; the order of the rows is what the form sends. The buttons stay. */
for (const list of document.querySelectorAll('[data-reorder]')) {
  let dragged = null

  const settle = () => {
    const rows = [...list.children]
    rows.forEach((row, index) => {
      const [up, down] = row.querySelectorAll('button[name=move]')
      up.disabled = index === 0
      down.disabled = index === rows.length - 1
    })
  }

  for (const row of list.children) {
    row.draggable = true
    row.classList.add('arrange__row--loose')
    row.addEventListener('dragstart', (event) => {
      if (event.target !== row) return
      dragged = row
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', '')
    })
    row.addEventListener('dragend', () => {
      dragged = null
      settle()
    })
    for (const field of row.querySelectorAll('input[type=text]')) {
      field.addEventListener('focus', () => (row.draggable = false))
      field.addEventListener('blur', () => (row.draggable = true))
    }
  }

  list.addEventListener('dragover', (event) => {
    const over = event.target.closest('[data-reorder] > *')
    if (!dragged || !over || over === dragged) return
    event.preventDefault()
    const box = over.getBoundingClientRect()
    const isAfter = event.clientY > box.top + box.height / 2
    list.insertBefore(dragged, isAfter ? over.nextSibling : over)
  })
  list.addEventListener('drop', (event) => event.preventDefault())
}
