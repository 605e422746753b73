import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { JobContext } from '../../jobs/jobQueue.ts'
import type { VisionClient } from '../../jobs/visionClient.ts'
import type { ProjectStore } from '../../store/types.ts'
import { featuresFolder, projectSights } from '../projectSights.ts'
import type { TrainingLine } from './trainingPosts.ts'

/**
 * Looks at the pictures of the posts in these files, and gives the folder of what was seen: the training process has no
 * project. Null: the detectors are not on this machine. Throws WorkbenchError `refused` where they are and cannot be loaded.
 */
export async function seePictures(
  files: readonly string[],
  { store, vision }: { readonly store: ProjectStore; readonly vision: VisionClient },
  { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
): Promise<string | null> {
  const sights = projectSights(store, vision)
  if (!sights.canLook()) return null
  const hashes = new Set<string>()
  for (const file of files) for (const { image } of await linesOf(file)) if (image !== null) hashes.add(image)
  const total = hashes.size
  let done = 0
  for (const hash of hashes) {
    signal.throwIfAborted()
    const sighting = await sights.ofHash(hash)
    if (sighting?.sight === null && sighting.unavailable === true)
      throw new WorkbenchError('refused', `The pictures of the posts cannot be looked at. ${sighting.reason}`)
    progress({ done: ++done, total, unit: 'pictures', note: 'looking at pictures' })
  }
  return featuresFolder(store)
}

async function linesOf(file: string): Promise<TrainingLine[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as TrainingLine)
}
