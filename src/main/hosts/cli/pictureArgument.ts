import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { requireKind } from '../../core/requireKind.ts'
import { FeatureCache, HALF_A_GIGABYTE } from '../../features/vision/featureCache.ts'
import type { LookAtPicture } from '../../features/vision/sighting.ts'
import { EYES_RECIPE } from '../../features/vision/sighting.ts'
import type { Processes } from '../../jobs/childProcess.ts'
import { createPictureSights } from '../../jobs/pictureSights.ts'
import { createVisionClient } from '../../jobs/visionClient.ts'
import { defaultCacheFolder } from '../../system/dataPaths.ts'
import type { Arguments } from './arguments.ts'
import { untilStopped } from './untilStopped.ts'

/** The folder of `--pictures`; null: not given. @throws WorkbenchError when it is none. */
export async function picturesFolder(args: Arguments): Promise<string | null> {
  const given = args.text('pictures')
  if (given === null) return null
  await requireKind(resolve(given), 'folder')
  return resolve(given)
}

/**
 * Work that may look at pictures outside of a project; what is seen is remembered in the person's cache folder. Once
 * `signal` is aborted, no further picture is looked at: looking then throws the reason.
 */
export async function lookingAtPictures<T>(
  { processes, signal }: { readonly processes: Processes; readonly signal: AbortSignal },
  work: (look: LookAtPicture) => Promise<T>,
): Promise<T> {
  const { platform, env } = process
  const cache = new FeatureCache(
    join(defaultCacheFolder({ platform, home: homedir(), env }), 'sights'),
    EYES_RECIPE,
    HALF_A_GIGABYTE,
  )
  const vision = createVisionClient(processes)
  const sights = createPictureSights(vision, cache)
  try {
    return await work((path) => untilStopped(signal, sights.of(path)))
  } finally {
    vision.close()
  }
}
