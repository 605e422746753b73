import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileSource } from '../formats/byteSource.ts'
import { lineBatches } from '../formats/lineReader.ts'
import { atomicWrite } from '../system/atomicWrite.ts'

/** What became of one record that was read. A good one is stored, unless nothing was. */
export interface RecordFate {
  readonly file: string
  /** Name inside a zip; null: the file is none. */
  readonly entry: string | null
  /** From 1. */
  readonly record: number
  readonly line: number | null
  /** Null: the record could not be read so far. */
  readonly id: string | null
  readonly fate: 'good' | 'skipped' | 'refused'
  /** Why it was not stored; null: it was, or would have been. */
  readonly reason: string | null
}

/** Every record of an import with what became of it, kept on disk: a million of them must not fill the memory. */
export interface RecordLists {
  add(fate: RecordFate): void
  /** To be awaited now and then, so that what was added goes to the disk. */
  settle(): Promise<void>
  /** Writes the lists as JSON lines, whole or not at all. `rejected`: nothing was stored. */
  save(path: string, rejected: boolean): Promise<void>
  close(): Promise<void>
}

const REJECTED = 'nothing of the import was stored'

export async function openRecordLists(): Promise<RecordLists> {
  const folder = await mkdtemp(join(tmpdir(), 'vsgn-lists-'))
  const spool = join(folder, 'records')
  const file = await open(spool, 'w')
  let lines: string[] = []
  const settle = async (): Promise<void> => {
    if (lines.length === 0) return
    const text = `${lines.join('\n')}\n`
    lines = []
    await file.write(text)
  }
  return {
    add: (fate) => void lines.push(JSON.stringify(fate)),
    settle,
    save: async (path, rejected) => {
      await settle()
      await atomicWrite(path, async (target) => {
        for await (const batch of lineBatches(await fileSource(spool), { encoding: null }))
          await target.write(batch.map(({ text }) => `${finalLine(text, rejected)}\n`).join(''))
      })
    },
    close: async () => {
      await file.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function finalLine(line: string, rejected: boolean): string {
  const { fate, reason, ...record } = JSON.parse(line) as RecordFate
  if (fate !== 'good') return JSON.stringify({ ...record, fate, reason })
  return JSON.stringify(
    rejected ? { ...record, fate: 'skipped', reason: REJECTED } : { ...record, fate: 'stored', reason },
  )
}
