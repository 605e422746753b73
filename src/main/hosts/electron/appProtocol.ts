import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { SAFE_HEADERS } from '../../security/safeHeaders.ts'
import { findPicture } from '../pictureFile.ts'
import type { StoredPicture } from '../pictureFile.ts'
import type { StaticFile } from '../staticFiles.ts'

const SCHEME = 'app'
const HOST = 'workbench'

/** The only address the window ever shows. */
export const APP_ADDRESS = `${SCHEME}://${HOST}/`

/** True for a page of ours. Compared by its parts: WHATWG origins of our scheme are all `null` outside Chromium. */
export function isAppAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
}

/** Must run before the app is ready. Standard and secure, so that the policy's `'self'` means this host. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        bypassCSP: false,
        corsEnabled: false,
        allowServiceWorkers: false,
      },
    },
  ])
}

export interface AppContent {
  readonly files: ReadonlyMap<string, StaticFile>
  readonly picture: (hash: string) => StoredPicture | null
}

/** Serves {@link APP_ADDRESS}: pages from the list made at the start, pictures of the open project by hash. */
export function serveApp(content: AppContent): void {
  protocol.handle(SCHEME, (request) => answer(request, content))
}

/** Exported for its tests. */
export async function answer(
  request: Pick<Request, 'url' | 'method'>,
  { files, picture }: AppContent,
): Promise<Response> {
  if (!isAppAddress(request.url)) return refuse(404)
  if (request.method !== 'GET') return refuse(405)
  const path = new URL(request.url).pathname
  const file = files.get(path)
  if (file !== undefined) return send(file.body, file.contentType, file.isDocument ? 'no-store' : 'no-cache')
  const hash = /^\/image\/([^/]*)$/.exec(path)?.[1]
  const found = hash === undefined ? null : await findPicture(hash, picture)
  if (found === null) return refuse(404)
  return send(await readFile(found.path), found.contentType, 'private, max-age=31536000, immutable')
}

function send(body: Buffer, contentType: string, caching: string): Response {
  return new Response(new Uint8Array(body), {
    headers: { ...SAFE_HEADERS, 'Content-Type': contentType, 'Cache-Control': caching },
  })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SAFE_HEADERS })
}
