/** Finds while one types: the server answers the same page, and the list of it is put in place. */
const form = document.querySelector('[data-sift]')
const said = document.querySelector('[data-sift-said]')
const PAUSE_MS = 200

let waiting = null
let asked = null

const address = () => {
  const named = [...new FormData(form)].filter(([, value]) => value !== '')
  const query = new URLSearchParams(named.filter(([n, v]) => !(n === 'sort' && v === 'newest')))
  return query.size > 0 ? `/badges?${query}` : '/badges'
}

const find = async () => {
  const url = address()
  asked?.abort()
  asked = new AbortController()
  try {
    const answer = await fetch(url, { signal: asked.signal })
    if (!answer.ok || answer.redirected) return location.assign(url)
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    history.replaceState(null, '', url)
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(url)
  }
}

const show = (page) => {
  const found = page.querySelector('[data-found-words]')?.textContent
  for (const part of document.querySelectorAll('[data-swap]')) {
    const fresh = page.querySelector(`[data-swap="${part.dataset.swap}"]`)
    if (fresh) part.replaceWith(document.adoptNode(fresh))
  }
  said.textContent = found ?? 'No badge fits.'
}

const soon = () => {
  clearTimeout(waiting)
  waiting = setTimeout(find, PAUSE_MS)
}

if (form) {
  form.addEventListener('input', soon)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    void find()
  })
}
