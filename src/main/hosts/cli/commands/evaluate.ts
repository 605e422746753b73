import { basename, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import { tagsFromSpans } from '../../../../shared/domain/bio.ts'
import type { Json, JsonObject } from '../../../../shared/domain/json.ts'
import { requireKind, requirePosts } from '../../../core/requireKind.ts'
import { createModelClient } from '../../../jobs/modelClient.ts'
import { MODEL_PRECISIONS } from '../../../jobs/modelProtocol.ts'
import type { ModelInfo } from '../../../jobs/modelProtocol.ts'
import { createSteadyTagger } from '../../../predict/steadyTagger.ts'
import type { SteadyTagger } from '../../../predict/steadyTagger.ts'
import { atomicWriteFile } from '../../../system/atomicWrite.ts'
import { refuseOtherThanFile } from '../../../system/fileKind.ts'
import { fileReason } from '../../../system/fileReason.ts'
import { evaluate, scoreDocument } from '../../../train/evaluateModel.ts'
import type { EvaluatedPost, Evaluation, ScoreDocument } from '../../../train/evaluateModel.ts'
import { hashPosts } from '../../../train/hashPosts.ts'
import { readSeenPosts } from '../../../train/postPictures.ts'
import type { PictureContext } from '../../../train/postPictures.ts'
import type { Arguments } from '../arguments.ts'
import type { Command, CommandContext } from '../command.ts'
import { lookingAtPictures, picturesFolder } from '../pictureArgument.ts'
import { listOf } from '../listArgument.ts'
import { packFolder } from '../packArgument.ts'
import { namedPositionals } from '../projectArgument.ts'
import { chosenReading, READING_OPTIONS } from '../readingOptions.ts'
import { untilStopped } from '../untilStopped.ts'
import { UsageError } from '../usageError.ts'
import { DEVICES } from './predict.ts'

const SEED = 1

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'scores a model against gold',
  positionals: 'PACK',
  options: {
    data: { value: 'FILE', help: 'labelled posts in any format import reads' },
    ...READING_OPTIONS,
    captions: { value: 'FILE', help: 'captions of the posts (default: those in a zip)' },
    pictures: { value: 'DIR', help: 'pictures of the posts (default: those in a zip)' },
    drop: { value: 'caption,picture', help: 'inputs the model is not shown' },
    shuffle: { value: 'captions,pictures', help: 'inputs dealt out to the wrong posts' },
    bootstrap: { value: 'N', help: 'draws for the 95 % interval of F1 (default none)' },
    predictions: { value: 'FILE', help: 'writes what the model said, as JSONL' },
    device: { value: DEVICES.join('|'), help: 'where the model runs (default auto)' },
    precision: {
      value: MODEL_PRECISIONS.join('|'),
      help: 'of its products (default auto: what it was scored in)',
    },
  },
  example: 'vsgn evaluate bundled --data test.txt --captions captions.tsv --bootstrap 1000',
  run: async (args, context) => {
    const pack = packFolder(namedPositionals(args, ['PACK']).PACK)
    const data = args.text('data')
    if (data === null) throw new UsageError('--data FILE is missing.')
    const controls = {
      drop: listOf(args, 'drop', ['caption', 'picture']),
      shuffle: listOf(args, 'shuffle', ['captions', 'pictures']),
      seed: SEED,
    }
    const rounds = args.integer('bootstrap', 0) ?? 0
    const device = args.choice('device', DEVICES, 'auto')
    const precision = args.choice('precision', MODEL_PRECISIONS, 'auto')
    const predictions = args.text('predictions')
    if (predictions !== null) await refuseOtherThanFile(resolve(predictions))
    const posts = await lookingAtPictures(context, (look) =>
      readPosts(resolve(data), args, { look, told: context.say }),
    )
    const model = createModelClient(context.processes, () => undefined)
    try {
      const tagger = await untilStopped(
        context.signal,
        createSteadyTagger(model, pack, device, context.say, precision),
      )
      const begun = performance.now()
      const show = (done: number): void => {
        const title = `Evaluate ${tagger.info.name}`
        context.showProgress.show({
          title,
          done,
          total: posts.length,
          unit: 'posts',
          note: '',
          secondsLeft: null,
        })
      }
      const evaluation = await untilStopped(
        context.signal,
        evaluate(postTagger(tagger), posts, controls, show, context.signal),
      )
      const seconds = (performance.now() - begun) / 1000
      await writePredictions(predictions, posts, evaluation)
      const scores = scoreDocument(evaluation, rounds)
      const { name, sha256, device: used } = tagger.info
      const document = {
        data: {
          file: basename(data),
          sha256: await hashPosts(resolve(data)),
          tweets: posts.length,
          entities: evaluation.tally.total.gold,
        },
        model: { name, sha256 },
        ...(scores as unknown as JsonObject),
        inputs: inputsRead(tagger.info, evaluation, context),
        device: used,
        precision: tagger.info.precision,
        seconds: rounded(seconds),
        tweetsPerSecond: rounded(posts.length / seconds),
      }
      return { document, report: reportLines(`${name} on ${basename(data)}, ${posts.length} posts`, scores) }
    } finally {
      model.close()
    }
  },
}

async function readPosts(file: string, args: Arguments, context: PictureContext): Promise<EvaluatedPost[]> {
  await requirePosts(file)
  const captions = args.text('captions')
  if (captions !== null) await requireKind(resolve(captions), 'file')
  const posts = await readSeenPosts(
    {
      name: basename(file),
      file,
      reading: chosenReading(args),
      captions: captions === null ? null : resolve(captions),
      pictures: await picturesFolder(args),
    },
    context,
  )
  if (posts.length === 0) {
    throw new WorkbenchError('invalid-input', `${basename(file)} holds no posts to score.`)
  }
  return posts
}

/** How many posts had an input that the model reads. */
function inputsRead(
  { name, inputs }: ModelInfo,
  evaluation: Evaluation,
  { say }: CommandContext,
): JsonObject {
  const { captions, pictures } = evaluation.inputs
  if (captions > 0 && !inputs.caption)
    say(`${name} was trained without captions: those given change nothing.`)
  if (pictures > 0 && !inputs.picture)
    say(`${name} was trained without pictures: those given change nothing.`)
  return { pictures: inputs.picture ? pictures : 0, captions: inputs.caption ? captions : 0 }
}

/** A post that stops the model again and again counts as one in which it finds nothing. */
function postTagger(tagger: SteadyTagger): Parameters<typeof evaluate>[0] {
  return {
    tag: async (inputs) => {
      const readings = await tagger.read(inputs)
      return readings.map((spans) => ({ spans: [...(spans ?? [])] }))
    },
  }
}

async function writePredictions(
  file: string | null,
  posts: readonly EvaluatedPost[],
  { predictions }: Evaluation,
): Promise<void> {
  if (file === null) return
  const lines = posts.map(({ id, tokens }, index) => {
    const record: Json = { id, tokens, tags: tagsFromSpans(tokens.length, predictions[index] ?? []) }
    return `${JSON.stringify(record)}\n`
  })
  try {
    await atomicWriteFile(resolve(file), lines.join(''))
  } catch (error) {
    if (!(error instanceof Error) || error instanceof WorkbenchError || !('code' in error)) throw error
    const [found, advice] = fileReason(String(error.code))
    throw new WorkbenchError('storage', `The predictions cannot be written to ${file}: ${found}. ${advice}.`)
  }
}

function reportLines(headline: string, { micro, types, strict, interval95, rule }: ScoreDocument): string[] {
  const row = (name: string, { precision, recall, f1 }: ScoreDocument['micro']): string =>
    `${name.padEnd(8)} precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}  F1 ${f1.toFixed(2)}`
  return [
    headline,
    row('micro', micro) + (interval95 === null ? '' : `  (95 %: ${interval95[0]} to ${interval95[1]})`),
    ...Object.entries(types).map(([type, scores]) => `${row(type, scores)}  (${scores.support})`),
    row('strict', strict),
    rule,
  ]
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
