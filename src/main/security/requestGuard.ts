/** What the web host knows about one request before it does anything for it. */
export interface GuardedRequest {
  readonly method: string
  /** Path of the request target, without the query. */
  readonly path: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  /** `session`: the cookie of this run. `ticket`: the unused one-time token in the query. */
  readonly credential: 'session' | 'ticket' | 'none'
  readonly upgrade: boolean
}

export type Verdict =
  | { readonly allow: true }
  | { readonly allow: false; readonly status: 400 | 401 | 403 | 405; readonly reason: string }

/**
 * Whether a request may be answered at all. Pure, so that the whole table can be tested.
 *
 * `origins` are the addresses the host announced, such as `http://127.0.0.1:4000`. A foreign Host is a DNS
 * rebinding attempt, a foreign Origin or cross-site fetch a request forged by another page; a WebSocket upgrade must
 * name its origin, because browsers always do.
 */
export function guardRequest(request: GuardedRequest, origins: readonly string[]): Verdict {
  if (request.host === undefined || request.host === '') return refuse(400, 'no Host header')
  // Parsed, because browsers leave the usual port out of both headers.
  const own = origins.map((origin) => new URL(origin)).find(({ host }) => host === request.host)
  if (own === undefined) return refuse(403, 'Host is not one of ours')
  if (request.origin === undefined ? request.upgrade : request.origin !== own.origin)
    return refuse(403, 'Origin is not ours')
  if (request.fetchSite === 'cross-site' || request.fetchSite === 'same-site')
    return refuse(403, 'asked for by another site')
  if (request.upgrade) return guardUpgrade(request)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'only GET and HEAD are answered')
  if (request.credential === 'session') return { allow: true }
  if (request.credential === 'ticket' && request.path === '/' && request.method === 'GET')
    return { allow: true }
  return refuse(401, 'no session')
}

function guardUpgrade(request: GuardedRequest): Verdict {
  if (request.method !== 'GET') return refuse(405, 'an upgrade is a GET')
  if (request.path !== '/rpc') return refuse(403, 'no such socket')
  return request.credential === 'session' ? { allow: true } : refuse(401, 'no session')
}

function refuse(status: 400 | 401 | 403 | 405, reason: string): Verdict {
  return { allow: false, status, reason }
}
