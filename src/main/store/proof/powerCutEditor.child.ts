/**
 * Saves edits through the store's own code on a connection whose `synchronous` mode can be chosen, to show that
 * the power-cut test sees the difference. Says `ack EDIT` after each. Arguments: folder, FULL or NORMAL, edits.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LABELS } from '../../../shared/domain/labels.ts'
import { systemClock } from '../../system/clock.ts'
import { storeContext } from '../context.ts'
import { correctionStore } from '../corrections.ts'
import { labelSet } from '../labelSet.ts'
import { openDatabase } from '../openDatabase.ts'
import { DATABASE_NAME } from '../projectFile.ts'

const [folder = '', mode = 'FULL', edits = '400'] = process.argv.slice(2)
const connection = openDatabase(join(folder, DATABASE_NAME))
connection.pragma(`synchronous = ${mode}`)
// Small, so that a short run writes back into the project file many times.
connection.pragma('wal_autocheckpoint = 60')
const corrections = correctionStore(storeContext(connection, folder, labelSet(DEFAULT_LABELS), systemClock))
for (let edit = 0; edit < Number(edits); edit++) {
  const postId = 1 + (edit % 60)
  const editId = `edit-${edit}`
  corrections.save({
    editId,
    postId,
    expectedRevision: Math.floor(edit / 60),
    after: { spans: [], status: 'reviewed', flagged: false, comment: editId },
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
    undoes: null,
  })
  writeSync(1, `ack ${editId}\n`)
}
// What happens after the last acknowledgement is no part of the proof.
process.kill(process.pid, 'SIGKILL')
