import { expect, test, vi } from 'vitest'
import { BrowserWindow } from 'electron'
import type { OpenDialogOptions } from 'electron'
import { createFileTokens } from '../../core/fileTokens.ts'
import { dialogAccess } from './dialogs.ts'

const { showOpenDialog } = vi.hoisted(() => ({ showOpenDialog: vi.fn() }))
vi.mock('electron', () => ({ BrowserWindow: vi.fn(), dialog: { showOpenDialog } }))

test('the dialog for posts shows files of every format at once', async () => {
  showOpenDialog.mockResolvedValue({ filePaths: [] })
  const window = new BrowserWindow()
  await dialogAccess(() => window).choose({ purpose: 'import' }, createFileTokens())
  const [, { filters }] = showOpenDialog.mock.calls[0] as [BrowserWindow, OpenDialogOptions]
  const shown = filters?.[0]?.extensions ?? []
  expect(shown).toEqual(
    expect.arrayContaining(['txt', 'conll', 'csv', 'tsv', 'jsonl', 'ann', 'spacy', 'zip']),
  )
  expect(shown).toContain('parquet')
  // of `tokens.csv` a filter compares `csv` alone
  expect(shown.filter((extension) => extension.includes('.'))).toEqual([])
})
