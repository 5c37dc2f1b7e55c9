import type { DiagnosisCode } from '../../backpack/reading/doctor/diagnosis.js'
import type { DiagnosisWording } from '../diagnoses.js'

const UPLOAD = 'Add the file of the badge instead.'
const LATER = 'Try again later, or add the file of the badge.'
const TELL = 'Send the report below to the issuer, or add the file of the badge.'

/** What can be the matter with an address and what answers there: title, cause, next step. */
export const ADDRESS_WORDS = {
  no_such_site: [
    'There is no such site',
    'There is no site called {site}. The address is mistyped, or the site was given up.',
    'Check the address for typing mistakes. If the site is gone, add the file of the badge.',
  ],
  private_address: [
    'The address lies in a private network',
    '{site} lies in a private network, and we only visit public sites.',
    UPLOAD,
  ],
  unusable_address: [
    'We do not visit this address',
    '{site} is not an address we visit: it must begin with https:// or http://, name no password and no unusual port.',
    'Check it for typing mistakes.',
  ],
  no_connection: [
    'The site does not answer',
    '{site} refuses the connection or breaks it off.',
    LATER,
  ],
  too_slow: ['The site is too slow', '{site} took too long to answer.', LATER],
  certificate_expired: [
    'The site’s certificate has expired',
    'The security certificate of {site} has expired, so we cannot trust what it says.',
    TELL,
  ],
  certificate_bad: [
    'The site’s certificate does not hold',
    '{site} has no valid security certificate, so we cannot trust what it says.',
    TELL,
  ],
  answer_too_large: [
    'The answer is far too large',
    '{site} sent more than a badge can hold.',
    'Copy the address of the badge itself, not of another page or file.',
  ],
  redirect_loop: [
    'The site sends us in circles',
    '{site} sends us from one address to the next without end.',
    'Copy the address again from the issuer’s page.',
  ],
  redirect_insecure: [
    'The site sends us to an unprotected address',
    '{site} sends us on to an address without encryption, which we do not follow.',
    TELL,
  ],
  offline: [
    'We may not visit other sites',
    'This copy of Haversack is set up not to visit other sites.',
    UPLOAD,
  ],
  too_many_addresses: [
    'The badge names too many addresses',
    'This badge points at too many other addresses to be read.',
    TELL,
  ],
  not_found: [
    'There is nothing at this address',
    '{site} has nothing at this address (404).',
    'Check it for typing mistakes; if it is right, the issuer has taken the badge down.',
  ],
  sign_in_needed: [
    'The badge is not public',
    '{site} does not show this badge without signing in ({status}).',
    'Make the badge public there, or add its file.',
  ],
  login_page: [
    'A sign-in page answered',
    '{site} shows us a page to sign in, not the badge.',
    'Make the badge public there, or download it and add its file.',
  ],
  robots_refused: [
    'The site does not let programs in',
    '{site} refuses programs like ours (403), although a person may see the page.',
    'Open the page yourself, download the badge there and add its file.',
  ],
  withdrawn: [
    'The issuer withdrew this badge',
    '{site} says that this badge was withdrawn (410).',
    'Ask the issuer why.',
  ],
  come_back_later: [
    'The site asks us to come back later',
    '{site} gets too many requests at the moment (429).',
    'Try again in a few minutes.',
  ],
  site_in_trouble: [
    'The site is in trouble',
    '{site} is in trouble (its answer was {status}).',
    LATER,
  ],
  odd_answer: [
    'An answer we cannot use',
    '{site} gave an answer we cannot use ({status}).',
    UPLOAD,
  ],
  page_without_badge: [
    'A web page, and no badge behind it',
    '{site} shows a web page at this address, not a badge, and we found no badge behind it.',
    'Look on that page for a link or a download button of the badge, and paste the link or add the file.',
  ],
  linkedin_page: [
    'LinkedIn does not let programs in',
    'This address leads to LinkedIn, which shows its pages to people only.',
    'Press “Show credential” there, and paste the address that it opens.',
  ],
  answer_no_badge: [
    'What is sent is no badge',
    'What {site} sends from this address is not a badge.',
    'Look there for a link to the badge itself, or add its file.',
  ],
  answer_broken: [
    'The site sends a damaged badge',
    'What {site} sends from this address is meant to be a badge, but cannot be read: {what}.',
    TELL,
  ],
} as const satisfies Partial<Record<DiagnosisCode, DiagnosisWording>>
