/** The ambiguity suite as a row of docs/results.md: the bundled pack on posts whose type only the picture tells. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholePack } from './bundled.ts'
import { results, runScript } from './experiment.ts'

/** Percent of the posts. */
export interface SuiteScores {
  readonly posts: number
  readonly withPicture: number
  readonly withoutPicture: number
  /** With a wrong picture: the type the post was made with, and the type the wrong picture shows. */
  readonly wrongPictureRight: number
  readonly wrongPictureFollowed: number
  /** F1 on ordinary posts with pictures that have nothing to do with them, and the same without; `difference`: with less without. */
  readonly ordinary: {
    readonly posts: number
    readonly withPicture: number
    readonly withoutPicture: number
    readonly difference: number
    readonly interval95: readonly [number, number] | null
    /** Of the paired bootstrap over posts. */
    readonly p: number | null
  }
}

interface SuiteResult extends SuiteScores {
  /** SHA-256 of the pack. */
  readonly pack: string
}

const POSTS_PER_TYPE = 250
const SEED = 1
const file = join(results, 'ambiguity-suite.json')

/** The kept result; null: it was not run, or with another pack. */
export function suiteResult(): SuiteScores | null {
  if (!existsSync(file)) return null
  const result = JSON.parse(readFileSync(file, 'utf8')) as SuiteResult
  return result.pack === wholePack ? result : null
}

/** Makes the suite anew from the public pictures, scores the bundled pack and keeps what came out. */
export function runSuite(): void {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'))
  try {
    runScript('bench/ambiguity.ts', 'make', folder, String(POSTS_PER_TYPE), String(SEED))
    const scores = JSON.parse(runScript('bench/ambiguity.ts', 'score', 'bundled', folder)) as SuiteScores
    writeFileSync(file, `${JSON.stringify({ pack: wholePack, ...scores }, null, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Its part of the page. */
export function suiteLines(scores: SuiteScores | null): string[] {
  const cell = (value: number | undefined): string => value?.toFixed(1) ?? 'not run'
  return [
    '',
    '## Does it look? (`suite`)',
    '',
    'The bundled pack on made posts: invented and ambiguous names in neutral frames, each with a public picture that alone tells the type. No name, frame or picture of them was in training. ORG was learned from flags and drawn emblems and is scored on logos. Percent of the posts in which the name is found with the type that is asked for.',
    '',
    '| posts | right with the picture | right without it | with a wrong picture: right | with a wrong picture: follows it |',
    '|--:|--:|--:|--:|--:|',
    `| ${scores?.posts ?? ''} | ${cell(scores?.withPicture)} | ${cell(scores?.withoutPicture)} | ${cell(scores?.wrongPictureRight)} | ${cell(scores?.wrongPictureFollowed)} |`,
    ...(scores === null ? [] : ordinaryLines(scores.ordinary)),
  ]
}

function ordinaryLines(ordinary: SuiteScores['ordinary']): string[] {
  const { posts, withPicture, withoutPicture, difference, interval95, p } = ordinary
  const range = interval95?.map((bound) => bound.toFixed(2)).join(' to ') ?? 'unknown'
  return [
    '',
    `And where the words are clear, does a picture that has nothing to do with them mislead it? The ${posts} posts of WNUT-16's test part, each with such a picture: F1 ${withPicture.toFixed(2)} with it, ${withoutPicture.toFixed(2)} without; difference ${difference.toFixed(2)} (95 % ${range}, paired bootstrap over posts, p = ${p?.toFixed(3) ?? 'unknown'}).`,
  ]
}
