import { existsSync } from 'node:fs'
import { builtFile } from './hosts/built.ts'

/** The specs drive what ships, so it has to be there. */
export default function checkBuild(): void {
  if (!existsSync(builtFile('main/web.js')))
    throw new Error('The program is not built. Run `npm run build` before the end-to-end tests.')
}
