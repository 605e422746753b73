/**
 * Waits for a line on standard input, then tries to open a project for writing at once, as often as asked, and
 * says `writer` or `refused PID` for each; a writer keeps the project until its standard input ends. Arguments:
 * folder, number of tries.
 */
import { writeSync } from 'node:fs'
import { once } from 'node:events'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { systemClock } from '../../system/clock.ts'
import { openProject } from '../openProject.ts'

const [folder = '', tries = '1'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

say('ready')
await once(process.stdin, 'data')
for (let attempt = 0; attempt < Number(tries); attempt++)
  try {
    openProject(folder, { clock: systemClock })
    say('writer')
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind !== 'refused') throw error
    say(`refused ${JSON.stringify(error.details)}`)
  }
say('tried')
await once(process.stdin, 'end')
