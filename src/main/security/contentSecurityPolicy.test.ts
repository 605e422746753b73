import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'

const directives = new Map(
  contentSecurityPolicy()
    .split('; ')
    .map((directive) => {
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

test('the only extra style is one hash; inline and eval are nowhere', () => {
  expect(directives.get('style-src')).toHaveLength(2)
  expect(directives.get('style-src')?.[1]).toMatch(/^'sha256-[A-Za-z0-9+/]{43}='$/)
  expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
})

test('the hashed style is the one the installed react-aria adds', () => {
  const source = readFileSync(
    new URL('../../../node_modules/react-aria/dist/private/interactions/usePress.mjs', import.meta.url),
    'utf8',
  )
  expect(source).toContain('touch-action: pan-x pan-y pinch-zoom;')
  expect(source).toContain("'data-react-aria-pressable'")
})
