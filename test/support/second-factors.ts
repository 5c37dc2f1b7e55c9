import { TOTP } from 'otpauth'
import { ADA, type Browser, type TestBackpack } from './backpack.js'

/** An app on somebody's phone. */
export interface Phone {
  /** The code it shows now, or so many steps of 30 seconds from now. */
  code(steps?: number): string
}

/** Adds an authenticator app to the account of Ada. @returns it, and the recovery codes that were shown */
export async function addPhone(
  backpack: TestBackpack,
  browser: Browser,
  { password } = ADA,
): Promise<{ phone: Phone; codes: string[] }> {
  const secret = secretOn((await browser.get('/factors/app').expect(200)).text)
  const phone = phoneWith(backpack, secret)
  const form = { secret, code: phone.code(), password }
  const page = await browser.post('/factors/app').type('form').send(form).expect(200)
  return { phone, codes: codesOn(page.text) }
}

export function phoneWith({ ctx }: TestBackpack, secret: string): Phone {
  const totp = new TOTP({ secret })
  return {
    code: (steps = 0) => totp.generate({ timestamp: ctx.now().getTime() + steps * 30_000 }),
  }
}

export function secretOn(page: string): string {
  return /name="secret" value="([A-Z2-7]+)"/.exec(page)![1]!
}

export function codesOn(page: string): string[] {
  return [...page.matchAll(/<code>([0-9A-Z-]{19})<\/code>/g)].map(([, code]) => code!)
}
