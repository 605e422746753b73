import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { HostFiles } from '../system/hostFiles.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'

/** Tokens that stand for paths during one run. A path keeps its token, so browsing for hours does not fill memory. */
export type FileTokens = Pick<HostFiles, 'resolve' | 'tokenFor'>

export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>()
  const tokens = new Map<string, string>()
  return {
    resolve: (token) => {
      const path = paths.get(token)
      if (path !== undefined) return path
      throw new WorkbenchError(
        'not-found',
        'The chosen file is not known any more, because the program was started again. Choose it once more.',
      )
    },
    tokenFor: (path) => {
      const absolute = resolve(path)
      const known = tokens.get(absolute)
      if (known !== undefined) return known
      const token = randomBytes(16).toString('hex')
      tokens.set(absolute, token)
      paths.set(token, absolute)
      return token
    },
  }
}
