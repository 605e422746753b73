import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { dialog } from 'electron'
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron'
import type { Params, Result } from '../../../shared/api/contract.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { FileAccess } from '../../core/coreOptions.ts'
import { POST_FORMATS } from '../../formats/formatList.ts'

type Purpose = Params<'files.choose'>['purpose']

const ANY_FILE = { name: 'All files', extensions: ['*'] }

/** What files of every format are called, and a zip of any; a filter knows only the last ending of `tokens.csv`. */
const POST_FILES = new Set([
  ...POST_FORMATS.flatMap(({ variants }) => variants.map(({ extension }) => extension.replace(/^.*\./u, ''))),
  'zip',
])

/** What is chosen because it exists. */
const OPEN: Partial<Record<Purpose, OpenDialogOptions>> = {
  import: {
    title: 'Import posts',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Posts', extensions: [...POST_FILES] }, ANY_FILE],
  },
  pictures: { title: 'Folder with the pictures', properties: ['openDirectory'] },
  captions: {
    title: 'Captions',
    properties: ['openFile'],
    filters: [{ name: 'Captions', extensions: ['jsonl', 'json', 'tsv', 'txt'] }, ANY_FILE],
  },
  project: { title: 'Open a project (a folder named ….vsgn)', properties: ['openDirectory'] },
  model: { title: 'Folder of a model', properties: ['openDirectory'] },
}

/** What will be made. */
const SAVE: Partial<Record<Purpose, SaveDialogOptions>> = {
  'new-project': { title: 'New project', properties: ['createDirectory', 'showOverwriteConfirmation'] },
  export: { title: 'Export', properties: ['createDirectory', 'showOverwriteConfirmation'] },
}

/** The dialogs of the system: the only way a path enters the program from the window. */
export function dialogAccess(window: () => BrowserWindow | null): FileAccess {
  return {
    style: 'dialog',
    browse: () => {
      throw new WorkbenchError(
        'refused',
        'In the desktop program files are chosen in the dialog of the system.',
      )
    },
    choose: async ({ purpose, suggestedName }, tokens) => {
      const paths = await ask(window(), purpose, suggestedName)
      const files = paths.map(async (path): Promise<Result<'files.choose'>['files'][number]> => {
        const found = await stat(path).catch(() => null)
        return {
          token: tokens.grant(path),
          name: basename(path),
          bytes: found?.isFile() === true ? found.size : 0,
          kind: found?.isDirectory() === true ? 'folder' : 'file',
        }
      })
      return { files: await Promise.all(files) }
    },
  }
}

async function ask(
  window: BrowserWindow | null,
  purpose: Purpose,
  suggestedName: string | undefined,
): Promise<readonly string[]> {
  // A dialog without its window would hide behind it.
  if (window === null) throw new WorkbenchError('cancelled', 'There is no window to choose a file in.')
  const save = SAVE[purpose]
  if (save === undefined) return (await dialog.showOpenDialog(window, OPEN[purpose] ?? {})).filePaths
  const { filePath } = await dialog.showSaveDialog(window, {
    ...save,
    // A name, never a way to another folder.
    ...(suggestedName === undefined ? {} : { defaultPath: basename(suggestedName) }),
  })
  return filePath === '' ? [] : [filePath]
}
