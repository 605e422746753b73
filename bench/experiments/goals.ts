/** What the models were to reach, beside what they reach. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundledPack } from '../../src/main/core/modelPacks.ts'
import type { Comparison } from './comparison.ts'
import { comparisonOf } from './comparison.ts'
import type { Result } from './experiment.ts'
import type { SuiteScores } from './suite.ts'

/** One line: a figure is empty where nothing was measured. */
interface Goal {
  readonly what: string
  readonly goal: string
  readonly reached: string
  /** Null: not measured. */
  readonly met: boolean | null
}

const NOT_MEASURED = 'not measured'
const LEAST_P = 0.05
const MEBIBYTE = 2 ** 20

/** Its part of the page. `resultOf` and `comparisons` are by the ids of rows. */
export function goalLines(
  resultOf: (id: string) => Result | null,
  comparisons: readonly Comparison[],
  suite: SuiteScores | null,
): string[] {
  const goals = [
    atLeast(
      'the bundled pack as it ships, Twitter-2017 test, captions given',
      76,
      f1(resultOf('main-bundled-2017')),
    ),
    atLeast(
      'the bundled pack as it ships, Twitter-2015 test, captions given',
      68,
      f1(resultOf('main-bundled-2015')),
    ),
    atLeast('VSGN trained on Twitter-2017', 86, f1(resultOf('main-vsgn-2017'))),
    atLeast('VSGN trained on Twitter-2015', 73, f1(resultOf('main-vsgn-2015'))),
    ...['2017', '2015'].map((year) => better(year, comparisons)),
    atLeast('posts whose type only the picture tells: right with it, %', 90, suite?.withPicture ?? null),
    atMost('the same without it, %', 45, suite?.withoutPicture ?? null),
    noLoss(suite),
    atMost('calibration error of span scores, Twitter-2017 test', 0.03, calibrationError(), 3),
    atMost('size of the bundled pack, MiB', 25, packSize(), 1),
    ...['2017', '2015'].map((year) => gain(year, resultOf)),
  ]
  return [
    '',
    '## Goals',
    '',
    'F1 in percent, means over seeds. What was tried where one is missed: [README](../resources/models/README.md) of the models.',
    '',
    '| what | goal | reached | |',
    '|---|--:|--:|---|',
    ...goals.map(
      ({ what, goal, reached, met }) =>
        `| ${[what, goal, reached, met === null ? '' : met ? 'met' : 'missed'].join(' | ')} |`,
    ),
  ]
}

function atLeast(what: string, goal: number, found: number | null, digits = 2): Goal {
  const met = found === null ? null : found >= goal
  return { what, goal: `≥ ${goal}`, reached: found?.toFixed(digits) ?? NOT_MEASURED, met }
}

function atMost(what: string, goal: number, found: number | null, digits = 2): Goal {
  const met = found === null ? null : found <= goal
  return { what, goal: `≤ ${goal}`, reached: found?.toFixed(digits) ?? NOT_MEASURED, met }
}

function f1(result: Result | null): number | null {
  return result === null ? null : average(result.runs.map(({ micro }) => micro.f1))
}

/** The whole network against its encoder with a CRF alone: every seed is to say so by itself. */
function better(year: string, comparisons: readonly Comparison[]): Goal {
  const comparison = comparisons.find(
    ({ less }) => less.id === `ablation-without-vsg-cir-caption-picture-${year}`,
  )
  const seeds = comparison === undefined ? null : comparisonOf(comparison)
  const what = `VSGN better than the same encoder with a CRF, Twitter-${year}, points and p of each seed`
  if (seeds === null) return { what, goal: `p < ${LEAST_P}`, reached: NOT_MEASURED, met: null }
  return {
    what,
    goal: `p < ${LEAST_P}`,
    reached: seeds.map(({ difference, p }) => `${signed(difference)} (${p?.toFixed(3) ?? '–'})`).join(', '),
    met: seeds.every(({ difference, p }) => difference > 0 && p !== null && p < LEAST_P),
  }
}

function noLoss(suite: SuiteScores | null): Goal {
  const what = 'ordinary posts with unrelated pictures, points lost (paired bootstrap)'
  if (suite === null) return { what, goal: `none (or p ≥ ${LEAST_P})`, reached: NOT_MEASURED, met: null }
  const { difference, p } = suite.ordinary
  const met = difference >= 0 ? true : p === null ? null : p >= LEAST_P
  return {
    what,
    goal: `none (or p ≥ ${LEAST_P})`,
    reached: `${signed(difference)} (p = ${p?.toFixed(3) ?? '–'})`,
    met,
  }
}

/** Of the pack's card. */
function calibrationError(): number | null {
  const manifest = JSON.parse(readFileSync(join(bundledPack(), 'manifest.json'), 'utf8')) as {
    readonly card: { readonly calibration?: { readonly test?: Record<string, { readonly after: number }> } }
  }
  return manifest.card.calibration?.test?.['twitter2017-test']?.after ?? null
}

function packSize(): number {
  const folder = bundledPack()
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / MEBIBYTE
}

/** What 200 corrected posts of a new kind are worth: they have no captions, the pack before reads those of the test. */
function gain(year: string, resultOf: (id: string) => Result | null): Goal {
  const [before, after] = [f1(resultOf(`main-bundled-${year}`)), f1(resultOf(`fine-tuning-vsgn-200-${year}`))]
  const gained = before === null || after === null ? null : after - before
  return atLeast(`points gained by training the bundled pack on 200 posts of Twitter-${year}`, 5, gained)
}

const signed = (value: number): string => (value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2))
const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
