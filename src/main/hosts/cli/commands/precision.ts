import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import { requireKind } from '../../../core/requireKind.ts'
import { plainSet, readRecipeFile } from '../../../train/recipe.ts'
import { measurePrecisions, setServing } from '../../../train/servingPrecision.ts'
import type { DataSet } from '../../../train/trainingData.ts'
import { loadSets } from '../../../train/trainingData.ts'
import { readManifest } from '../../../vsgn/modelPack.ts'
import type { Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { packFolder } from '../packArgument.ts'
import { lookingAtPictures, picturesFolder } from '../pictureArgument.ts'
import { namedPositionals } from '../projectArgument.ts'
import { UsageError } from '../usageError.ts'

export const precisionCommand: Command = {
  name: 'precision',
  summary: 'scores a pack in float32 and in int8 on dev posts; --write has it served in the one that fits',
  positionals: 'PACK',
  options: {
    data: { value: 'FILE…', help: 'labelled dev posts' },
    captions: { value: 'FILE', help: 'captions of the posts' },
    pictures: { value: 'DIR', help: 'pictures of the posts' },
    config: { value: 'FILE', help: 'a training config, whose dev sets are read' },
    write: { help: 'writes the choice into the pack, which changes its hash' },
  },
  example: 'vsgn precision models/news --data dev.txt --write',
  run: async (args, { signal, say, processes }) => {
    const folder = packFolder(namedPositionals(args, ['PACK']).PACK)
    const sets = await devSets(args)
    const loaded = await lookingAtPictures(processes, (look) => loadSets(sets, look))
    const threads = availableParallelism()
    say('Reading the posts in both precisions.')
    const serving = await measurePrecisions(
      folder,
      loaded.map(({ posts }) => posts),
      threads,
      signal,
    )
    if (serving === null)
      throw new WorkbenchError(
        'refused',
        `There is nothing to choose for ${basename(folder)}: it is a linear CRF, or the files hold no posts.`,
      )
    if (args.has('write')) await setServing(folder, serving)
    const { manifest, sha256 } = await readManifest(folder)
    const { precision, devF1 } = serving
    // a pack from before has no ranges to be served in int8 with
    const served = manifest.serving?.ranges === undefined ? 'float32' : manifest.serving.precision
    return {
      document: { model: { name: manifest.name, sha256 }, precision, served, devF1 },
      report: [
        `${manifest.name}: F1 ${devF1.float32.toFixed(2)} in float32, ${devF1.int8.toFixed(2)} in int8.`,
        `${precision} fits it; it is served in ${served}.`,
      ],
    }
  },
}

async function devSets(args: Arguments): Promise<DataSet[]> {
  const [data, config, captions] = [args.texts('data'), args.text('config'), args.text('captions')]
  if (data.length === 0 && config === null)
    throw new UsageError('--data FILE is missing (or --config FILE, whose dev sets are read).')
  const pictures = await picturesFolder(args)
  const given = [...data, ...(captions === null ? [] : [captions]), ...(config === null ? [] : [config])]
  for (const file of given) await requireKind(resolve(file), 'file')
  const configured = config === null ? [] : (await readRecipeFile(resolve(config), process.env)).dev
  const plain = data.map((file) =>
    plainSet(resolve(file), captions === null ? null : resolve(captions), pictures),
  )
  return [...configured, ...plain]
}
