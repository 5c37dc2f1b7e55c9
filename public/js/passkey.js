/**
 * Offers passkeys where the browser knows them: asks it to sign or to make one, and sends its answer with the form
 * around the button. Without this script the form has other ways.
 */
const REFUSED = 'No passkey was used. Try again, or take another way.'

const toBytes = (text) =>
  Uint8Array.from(window.atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
    sign.charCodeAt(0),
  )

const toText = (buffer) =>
  window
    .btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const known = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }))

async function sign(options) {
  const allowCredentials = known(options.allowCredentials)
  const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials }
  return navigator.credentials.get({ publicKey })
}

async function make(options) {
  const user = { ...options.user, id: toBytes(options.user.id) }
  const excludeCredentials = known(options.excludeCredentials)
  const challenge = toBytes(options.challenge)
  return navigator.credentials.create({
    publicKey: { ...options, challenge, user, excludeCredentials },
  })
}

/** As the server reads it: every buffer in base64url. */
function described({ id, type, response, ...credential }) {
  const told = {}
  for (const name of [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ])
    if (response[name]) told[name] = toText(response[name])
  if (response.getTransports) told.transports = response.getTransports()
  return { id, rawId: id, type, response: told, clientExtensionResults: {}, ...credential }
}

async function answer({ passkey: ask, passkeyNew: offer }) {
  const asked = await fetch(offer ?? ask, { method: 'POST' })
  if (!asked.ok) throw new Error(REFUSED)
  const options = await asked.json()
  return described(await (offer ? make(options) : sign(options)))
}

function offerOn(place) {
  const button = place.querySelector('button')
  const problem = place.querySelector('[data-passkey-problem]')
  const { form } = button
  place.hidden = false
  button.addEventListener('click', async () => {
    problem.textContent = ''
    button.disabled = true
    try {
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = place.dataset.passkeyNew ? 'made' : 'passkey'
      field.value = JSON.stringify(await answer(place.dataset))
      form.append(field)
      form.submit()
    } catch {
      problem.textContent = REFUSED
      button.disabled = false
    }
  })
}

if (window.PublicKeyCredential)
  document.querySelectorAll('[data-passkey], [data-passkey-new]').forEach(offerOn)
