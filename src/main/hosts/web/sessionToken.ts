import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may talk to the web host during one run. */
export interface SessionToken {
  /** The token that opens the first page once; a new one after each use. Never log it. */
  readonly ticket: string
  /** True once for the current ticket, which is spent by asking. */
  spend(ticket: string): boolean
  isTicket(ticket: string): boolean
  /** Whether a Cookie header carries the session of this run. */
  isSession(cookieHeader: string | undefined): boolean
  /** Value of the Set-Cookie header that starts a session. */
  cookie(options: { readonly secure: boolean }): string
}

/**
 * The secret of one run: a one-time ticket in the address, exchanged for a cookie that scripts cannot read and other
 * sites cannot send. Cookies do not know ports, so the name carries it and two hosts on one machine do not mix.
 *
 * @param renewed is told each new ticket, the first one included.
 */
export function createSessionToken(port: number, renewed: (ticket: string) => void): SessionToken {
  const name = `vsgn_session_${port}`
  const secret = randomText()
  let ticket = randomText()
  renewed(ticket)

  return {
    get ticket() {
      return ticket
    },
    isTicket: (given) => same(given, ticket),
    spend: (given) => {
      if (!same(given, ticket)) return false
      ticket = randomText()
      renewed(ticket)
      return true
    },
    isSession: (header = '') =>
      header.split(';').some((pair) => {
        const [key = '', value = ''] = pair.trim().split('=', 2)
        return key === name && same(value, secret)
      }),
    cookie: ({ secure }) => `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  }
}

/** 256 random bits. */
const randomText = (): string => randomBytes(32).toString('base64url')

/** Compared by digest, so that neither length nor content shows in the time it takes. */
function same(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
