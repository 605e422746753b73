import { expect, test } from 'vitest'
import { SAFE_HEADERS } from './safeHeaders.ts'

const policy = SAFE_HEADERS['Content-Security-Policy']
const directives = new Map(
  policy.split('; ').map((directive) => {
    const [name = '', ...values] = directive.split(' ')
    return [name, values]
  }),
)

test('nothing is allowed unless a directive says so', () => {
  expect(directives.get('default-src')).toEqual(["'none'"])
  for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(directives.get(name), name).toEqual(["'none'"])
})

test('scripts, pictures, fonts and connections come from the program itself', () => {
  for (const name of ['script-src', 'img-src', 'font-src', 'connect-src'])
    expect(directives.get(name), name).toEqual(["'self'"])
})

test('styles come from the program itself; inline and eval are nowhere', () => {
  expect(directives.get('style-src')).toEqual(["'self'"])
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
})
