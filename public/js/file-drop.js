/** Lets files be dropped anywhere on the field, and says how many are chosen. Without it the field works alone. */
for (const area of document.querySelectorAll('[data-drop]')) {
  const input = area.querySelector('input[type=file]')
  const chosen = area.querySelector('[data-chosen]')

  const tell = () => {
    const names = [...input.files].map((file) => file.name)
    chosen.textContent =
      names.length > 1 ? `${names.length} files: ${names.join(', ')}` : (names[0] ?? '')
  }
  const mark = (isOver) => area.classList.toggle('drop--over', isOver)

  input.addEventListener('change', tell)
  area.addEventListener('dragover', (event) => {
    event.preventDefault()
    mark(true)
  })
  area.addEventListener('dragleave', () => mark(false))
  area.addEventListener('drop', (event) => {
    event.preventDefault()
    mark(false)
    if (event.dataTransfer.files.length === 0) return
    input.files = event.dataTransfer.files
    tell()
  })
}
