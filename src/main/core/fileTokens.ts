import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'

/** `itself`: the path that was chosen. `parent`: a folder in which something new is to be made. */
export type TokenRole = 'itself' | 'parent'

/**
 * Stands between paths and the contract: the person chooses a path through the host, the client only ever holds a
 * token for it. A path that nobody chose has no token and cannot be opened.
 */
export interface FileTokens {
  /** The same path in the same role keeps its token. */
  grant(path: string, role?: TokenRole): string
  /** @throws WorkbenchError `not-found` for a token of another run. */
  resolve(token: string): string
  /** Where something new goes: the chosen path, or `name` inside the chosen folder. */
  resolveNew(token: string, name: string): string
}

export function createFileTokens(): FileTokens {
  const byToken = new Map<string, { path: string; role: TokenRole }>()
  const byPath = new Map<string, string>()

  const find = (token: string): { path: string; role: TokenRole } => {
    const found = byToken.get(token)
    if (found !== undefined) return found
    throw new WorkbenchError(
      'not-found',
      'The file or folder was chosen before the program was restarted. Choose it again.',
    )
  }

  return {
    grant: (path, role = 'itself') => {
      const key = `${role}:${path}`
      const known = byPath.get(key)
      if (known !== undefined) return known
      const token = randomBytes(16).toString('hex')
      byPath.set(key, token)
      byToken.set(token, { path, role })
      return token
    },
    resolve: (token) => find(token).path,
    resolveNew: (token, name) => {
      const { path, role } = find(token)
      return role === 'itself' ? path : join(path, checkedName(name))
    },
  }
}

/** A name that is one plain file name on every system. */
function checkedName(name: string): string {
  const plain = name.split('').every((character) => character >= ' ' && !'/\\:*?"<>|'.includes(character))
  if (plain && name.trim() === name && !/^\.*$/.test(name) && !name.endsWith('.')) return name
  throw new WorkbenchError(
    'invalid-input',
    `"${name}" cannot be the name of a file. Leave out / \\ : * ? " < > | and spaces at the ends.`,
  )
}
