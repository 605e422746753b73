import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

/** One file of the built pages, in memory. */
export interface StaticFile {
  readonly contentType: string
  readonly body: Buffer
  /** A page, which must never be cached; everything else has a hash of its content in its name. */
  readonly isDocument: boolean
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
])

/**
 * The built pages by the path they are asked for (`/`, `/assets/index-1a2b.js`). Read once at the start: no request
 * ever turns into a path.
 *
 * @throws when the folder is missing or has no index.html.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const contentType = CONTENT_TYPES.get(extname(entry.name))
    if (!entry.isFile() || contentType === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const address = `/${relative(folder, path).split(sep).join('/')}`
    files.set(address, { contentType, body: readFileSync(path), isDocument: extname(path) === '.html' })
  }
  const index = files.get('/index.html')
  if (index === undefined) throw new Error(`There is no index.html in ${folder}.`)
  return files.set('/', index)
}
