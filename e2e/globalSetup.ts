import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { builtFile } from './hosts/built.ts'

/** The specs drive what ships, so it has to be there. What one of its processes compiles, the next ones load. */
export default function prepare(): void {
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', '.cache', 'node')
  if (!existsSync(builtFile('main/web.js')))
    throw new Error('The program is not built. Run `npm run build` before the end-to-end tests.')
}
