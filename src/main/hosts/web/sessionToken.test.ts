import { expect, test } from 'vitest'
import { createSessionToken } from './sessionToken.ts'

function create(port = 4000) {
  const tickets: string[] = []
  return { tickets, session: createSessionToken(port, (ticket) => tickets.push(ticket)) }
}
const pairOf = (cookie: string): string => cookie.split(';')[0] ?? ''

test('a ticket is 256 random bits, good once, and followed by another', () => {
  const { session, tickets } = create()
  const { ticket } = session
  expect(Buffer.from(ticket, 'base64url')).toHaveLength(32)
  expect(session.spend(ticket)).toBe(true)
  expect(session.spend(ticket)).toBe(false)
  expect(session.ticket).not.toBe(ticket)
  expect(tickets).toEqual([ticket, session.ticket])
  expect(session.spend(session.ticket)).toBe(true)
})

test('asking whether it is a ticket does not spend it', () => {
  const { session } = create()
  expect(session.isTicket(session.ticket)).toBe(true)
  expect(session.spend(session.ticket)).toBe(true)
})

test('the cookie is out of reach of scripts and other sites', () => {
  const { session } = create()
  expect(session.cookie({ secure: false })).toMatch(
    /^vsgn_session_4000=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  expect(session.cookie({ secure: true })).toMatch(/; Secure$/)
  expect(session.cookie({ secure: false })).not.toContain(session.ticket)
})

test('the session is found among other cookies', () => {
  const { session } = create()
  const pair = pairOf(session.cookie({ secure: false }))
  expect(session.isSession(pair)).toBe(true)
  expect(session.isSession(`theme=dark; ${pair}; other=1`)).toBe(true)
})

test.each([
  undefined,
  '',
  'vsgn_session_4000',
  'vsgn_session_4000=',
  'vsgn_session_4000=null',
  `vsgn_session_4000=${'A'.repeat(43)}`,
])('%j is no session', (header) => {
  expect(create().session.isSession(header)).toBe(false)
})

test('neither the ticket, nor another run, nor another name is a session', () => {
  const { session } = create()
  const value = pairOf(session.cookie({ secure: false })).split('=')[1] ?? ''
  expect(session.isSession(`vsgn_session_4000=${session.ticket}`)).toBe(false)
  expect(session.isSession(`vsgn_session_4001=${value}`)).toBe(false)
  expect(session.isSession(`xvsgn_session_4000=${value}`)).toBe(false)
  expect(session.isSession(`vsgn_session_4000=${value}x`)).toBe(false)
  expect(create().session.isSession(`vsgn_session_4000=${value}`)).toBe(false)
})
