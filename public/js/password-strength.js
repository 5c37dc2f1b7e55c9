/** Says while somebody types how good a new password is; the same is said after it was sent. */
const PAUSE_MS = 300

const watch = (place) => {
  const words = place.querySelector('[data-strength-words]')
  const { form } = place.querySelector('input')
  let waiting = null
  let asked = null

  const typed = (name) => form.elements[name]?.value ?? place.dataset[name] ?? ''

  const ask = async () => {
    asked?.abort()
    asked = new AbortController()
    const body = new URLSearchParams({
      password: typed('password'),
      name: typed('name'),
      email: typed('email'),
    })
    try {
      const request = { method: 'POST', body, signal: asked.signal }
      const answer = await fetch('/passwords/strength', request)
      words.textContent = (answer.ok && (await answer.json()).words) || ''
    } catch (error) {
      if (error.name !== 'AbortError') words.textContent = ''
    }
  }

  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, PAUSE_MS)
  })
}

document.querySelectorAll('[data-strength]').forEach(watch)
