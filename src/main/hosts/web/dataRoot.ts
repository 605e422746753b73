import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Result } from '../../../shared/api/contract.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { FileAccess } from '../../core/coreOptions.ts'
import { safePath } from '../../security/safePath.ts'

type Entry = Result<'files.browse'>['entries'][number]

const byKindAndName = new Intl.Collator('en', { numeric: true })

/** The web host has no dialogs: one looks through the folder it was started with, and nothing outside it. */
export function dataRootAccess(root: string): FileAccess {
  return {
    style: 'browse',
    choose: () => {
      throw new WorkbenchError(
        'refused',
        'There are no file dialogs in the browser. Choose from the list of files instead.',
      )
    },
    browse: async ({ folder }, tokens) => {
      const [top, path] = await Promise.all([safePath(root, ''), safePath(root, folder)])
      if (top === null || path === null || !(await isFolder(path))) throw notFound(root, folder)
      const entries: Entry[] = []
      for (const name of await readdir(path)) {
        if (name.startsWith('.')) continue
        // Links out of the root and entries that cannot be read are left out, as if they were not there.
        const real = await safePath(root, join(path, name))
        const found = real === null ? null : await stat(real).catch(() => null)
        if (found === null || real === null || (!found.isFile() && !found.isDirectory())) continue
        const kind = found.isFile() ? 'file' : 'folder'
        const bytes = found.isFile() ? found.size : 0
        entries.push({ token: tokens.grant(real), name, bytes, kind, path: join(path, name) })
      }
      entries.sort(
        (left, right) =>
          Number(left.kind === 'file') - Number(right.kind === 'file') ||
          byKindAndName.compare(left.name, right.name),
      )
      const parent = path === top ? null : dirname(path)
      return { folder: path, parent, token: tokens.grant(path, 'parent'), entries }
    },
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true
}

function notFound(root: string, folder: string): WorkbenchError {
  return new WorkbenchError(
    'not-found',
    `There is no folder “${basename(folder).slice(0, 40)}” that may be looked into. The program shows the files below ${root}; ` +
      'start it with --data-root to show another folder.',
  )
}
