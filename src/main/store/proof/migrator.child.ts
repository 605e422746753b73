/**
 * Brings a project up to date as opening it would, after a line on standard output, until it is killed. The variable
 * VSGN_KILL names a point at which it kills itself: `before-snapshot-ends`, `in-step` (the last statement of a step is
 * done, its version not yet written), `between-steps` (before the last). Argument: folder.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../system/clock.ts'
import { bringUpToDate } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { openDatabase } from '../openDatabase.ts'
import { DATABASE_NAME } from '../projectFile.ts'

const [folder = ''] = process.argv.slice(2)
const kill = process.env['VSGN_KILL']

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

const steps = migrations.map((step) => ({
  ...step,
  up: (connection: Parameters<typeof step.up>[0]) => {
    if (kill === 'between-steps' && step === migrations.at(-1)) die()
    step.up(connection)
    if (kill === 'in-step') die()
  },
}))
const connection = openDatabase(join(folder, DATABASE_NAME))
writeSync(1, 'begun\n')
bringUpToDate(
  {
    ...connection,
    run: (sql, parameters) => {
      const done = connection.run(sql, parameters)
      if (kill === 'before-snapshot-ends' && sql.startsWith('VACUUM')) die()
      return done
    },
  },
  { folder, clock: systemClock, steps },
)
writeSync(1, 'done\n')
connection.close()
