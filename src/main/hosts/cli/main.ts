#!/usr/bin/env -S node --max-semi-space-size=16
import { setImmediate as nextTurn } from 'node:timers/promises'
import { systemClock } from '../../system/clock.ts'
import { stopSignal } from '../stopSignal.ts'

// Who presses Ctrl+C while the program is still loading gets the same end as later, so nothing is loaded before this.
const signal = stopSignal(process, systemClock)
const { runCommandLine } = await import('./commandLine.ts')
// A signal that came meanwhile is heard when the loop turns.
await nextTurn()
await runCommandLine(signal)
