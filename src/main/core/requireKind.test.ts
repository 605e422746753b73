import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { requireKind } from './requireKind.ts'

it.skipIf(process.platform === 'win32')('says what it found in the place of what it wanted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinds-'))
  try {
    const pipe = join(folder, 'pipe')
    const file = join(folder, 'file')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    writeFileSync(file, '')
    await requireKind(file, 'file')
    await requireKind(folder, 'folder')
    const refused = { kind: 'invalid-input' }
    await expect(requireKind(pipe, 'file')).rejects.toMatchObject({
      ...refused,
      message: `${pipe}: expected a file, found a named pipe.`,
    })
    await expect(requireKind('/dev/null', 'file')).rejects.toThrow('expected a file, found a device.')
    await expect(requireKind(folder, 'file')).rejects.toThrow('expected a file, found a folder.')
    await expect(requireKind(file, 'folder')).rejects.toThrow('expected a folder, found a file.')
    await expect(requireKind(join(folder, 'gone'), 'file')).rejects.toMatchObject({ kind: 'not-found' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
