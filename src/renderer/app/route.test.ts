import { expect, it } from 'vitest'
import { createRouter } from './route.ts'

/** A window that tells of a followed link later, as browsers do. */
function fakePage(hash: string) {
  let told = (): void => undefined
  const location = { hash }
  const page = {
    location,
    history: { replaceState: (_state: null, _title: string, to: string) => (location.hash = to) },
    addEventListener: (_name: string, listener: () => void) => (told = listener),
  }
  return { page: page as unknown as Window, follow: (to: string) => (location.hash = to), tell: () => told() }
}

it('names a place more exactly', () => {
  const { page } = fakePage('#/review')
  const router = createRouter(page)
  router.replace('review', '12')
  expect(page.location.hash).toBe('#/review/12')
  expect(router.route.get()).toEqual({ view: 'review', rest: ['12'] })
})

it('does not undo a link that was followed a moment ago', () => {
  const { page, follow, tell } = fakePage('#/review')
  const router = createRouter(page)
  follow('#/errors')
  router.replace('review', '12')
  tell()
  expect(router.route.get()).toEqual({ view: 'errors', rest: [] })
})
