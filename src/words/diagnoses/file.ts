import type { DiagnosisCode } from '../../backpack/reading/doctor/diagnosis.js'
import type { DiagnosisWording } from '../diagnoses.js'

const AGAIN = 'Download the badge again from the issuer’s page and add that file unchanged.'
const ITSELF = 'Download the badge itself, a PNG or SVG file, from the issuer’s page.'

/** What can be the matter with a file: title, cause, next step. */
export const FILE_WORDS = {
  empty_file: ['The file is empty', 'There is nothing inside this file at all.', AGAIN],
  too_large: [
    'The file is too large',
    'This file is larger than 5 MB, the most that we read. That says nothing about the badge in it; most are much smaller.',
    ITSELF,
  ],
  photo_stripped: [
    'No badge inside this picture',
    'This picture has no badge inside it. Phones, chat apps and social networks strip it from the pictures they pass on.',
    AGAIN,
  ],
  edited_picture: [
    'A picture editor removed the badge',
    'This picture has no badge inside it. It was saved with {what}, and picture programs drop the badge when they save.',
    AGAIN,
  ],
  screenshot: [
    'This looks like a screenshot',
    'This picture has no badge inside it. A photo of the screen shows the badge, but the badge itself is invisible writing in the original file.',
    ITSELF,
  ],
  jpeg: [
    'A JPEG cannot carry a badge',
    'This is a JPEG picture, whatever its name says. Badges travel in PNG and SVG pictures only; turning one into a JPEG removes the badge.',
    ITSELF,
  ],
  webp: [
    'A WebP picture cannot carry a badge',
    'This is a WebP picture. Web sites often show badges that way; the badge itself travels in PNG and SVG pictures only.',
    'Use the download button of the badge on the issuer’s page instead of saving the picture from the page.',
  ],
  heic: [
    'A phone photo cannot carry a badge',
    'This is a photo in the format of phones ({what}). Badges travel in PNG and SVG pictures only.',
    ITSELF,
  ],
  gif: [
    'A GIF cannot carry a badge',
    'This is a GIF picture. Badges travel in PNG and SVG pictures only.',
    ITSELF,
  ],
  other_picture: [
    'This kind of file cannot carry a badge',
    'This is a {what} file. Badges travel in PNG and SVG pictures only.',
    ITSELF,
  ],
  pdf_without_badge: [
    'No badge inside this PDF',
    'This PDF shows a certificate, but there is no badge inside it that could be checked.',
    'Look on the certificate for a link to the badge and paste it here, or download the badge picture from the issuer’s page.',
  ],
  pdf_locked: [
    'This PDF is locked',
    'This PDF is protected with a password, so we cannot look for a badge in it.',
    'Save it without the password, or add the badge picture instead.',
  ],
  pdf_unreadable: [
    'This PDF cannot be read',
    'This PDF is damaged, or so large or complicated that we stopped reading it.',
    'Download it again, or add the badge picture from the issuer’s page instead.',
  ],
  svg_without_badge: [
    'No badge inside this drawing',
    'This SVG drawing has no badge inside it. Drawing programs and web sites drop it when they save.',
    AGAIN,
  ],
  svg_doctype: [
    'This drawing is not safe to read',
    'The badge in this SVG drawing is written with abbreviations that the file defines itself (entities). They can be used to attack who reads them, so they are not resolved.',
    'Ask the issuer for the badge as a PNG picture.',
  ],
  svg_damaged: [
    'This drawing is damaged',
    'This SVG drawing is cut short, or its parts do not fit together.',
    AGAIN,
  ],
  cut_short: [
    'The download is incomplete',
    'The end of this picture is missing or damaged, as after a download that broke off.',
    AGAIN,
  ],
  damaged_on_way: [
    'The picture was damaged on its way',
    'This was a PNG picture, but it went through a program that treats files as text and changed it.',
    'Send the picture in a ZIP archive or download it again directly from the issuer’s page.',
  ],
  baked_text_damaged: [
    'The badge inside is damaged',
    'There is a badge inside this picture, but it cannot be read: {damage}.',
    'Download it again. If that does not help, send the report below to the issuer.',
  ],
  compressed_bomb: [
    'The badge inside is larger than we read',
    'The text inside this picture has more than 5 MB. That says nothing about the badge; most have a few thousand characters.',
    'Ask the issuer for the badge as a link, or with a smaller picture inside.',
  ],
  saved_page: [
    'This is a saved web page',
    'This file is a web page, not a badge.',
    'Paste the address of that page instead, or use the download button of the badge there.',
  ],
  unknown_file: [
    'This is no picture and no text',
    'We do not know this kind of file. Badges are PNG or SVG pictures, or JSON, JWS and JWT texts.',
    ITSELF,
  ],
  not_utf8: [
    'The letters of this file cannot be read',
    'This text file is not written in UTF-8, which badges are written in.',
    AGAIN,
  ],
  zip: [
    'This is a ZIP archive',
    'This is an archive with files in it. Here a badge is added by itself.',
    'Use “Look at them”, which opens archives, or unpack it and choose the badges in it.',
  ],
  zip_in_zip: [
    'An archive inside an archive',
    'This archive holds another archive, and we open only the outer one.',
    'Unpack the inner archive and add it by itself.',
  ],
  zip_damaged: [
    'The archive cannot be opened',
    'This ZIP archive is damaged, incomplete or protected with a password.',
    'Download or pack it again, without a password.',
  ],
  zip_too_much: [
    'The archive holds too much',
    'This ZIP archive holds more files, or more data, than we unpack at once.',
    'Split it into smaller archives.',
  ],
  zip_bomb: [
    'The archive unpacks to far too much',
    'Something in this ZIP archive unpacks to many times its size. Badges do not, so we stopped.',
    'Pack only the badge files and try again.',
  ],
  too_much_work: [
    'There is too much work in this file',
    'Reading it took far more time or memory than any badge needs, so we stopped. That says nothing about the badge.',
    ITSELF,
  ],
} as const satisfies Partial<Record<DiagnosisCode, DiagnosisWording>>
