import { createStore } from './store.ts'
import type { Store } from './store.ts'

/** `#/review/12` is the view `review` with the rest `['12']`. Hashes work on every host. */
export interface Route {
  readonly view: string
  readonly rest: readonly string[]
}

export function parseHash(hash: string): Route {
  const [view = '', ...rest] = hash.replace(/^#\/?/u, '').split('/').map(decode)
  return { view, rest }
}

export function hashOf(route: Route): string {
  return `#/${[route.view, ...route.rest].map(encodeURIComponent).join('/')}`
}

export interface Router {
  readonly route: Pick<Store<Route>, 'get' | 'subscribe'>
  /** A new place: Back returns to the old one. */
  go(view: string, ...rest: string[]): void
  /** The same place, more exactly: no new entry in the history. Does nothing once the person is on the way elsewhere. */
  replace(view: string, ...rest: string[]): void
}

export function createRouter(page: Window): Router {
  const route = createStore<Route>(parseHash(page.location.hash))
  page.addEventListener('hashchange', () => {
    const next = parseHash(page.location.hash)
    if (hashOf(next) !== hashOf(route.get())) route.set(next)
  })
  return {
    route,
    go: (view, ...rest) => {
      page.location.hash = hashOf({ view, rest })
      route.set({ view, rest })
    },
    replace: (view, ...rest) => {
      // A link was followed and its event is still to come: naming the old place now would undo it.
      if (parseHash(page.location.hash).view !== route.get().view) return
      page.history.replaceState(null, '', hashOf({ view, rest }))
      route.set({ view, rest })
    },
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
