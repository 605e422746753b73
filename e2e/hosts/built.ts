import { resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** A file the build made, for example `main/web.js`. */
export function builtFile(path: string): string {
  return resolve(projectRoot, 'out', path)
}
