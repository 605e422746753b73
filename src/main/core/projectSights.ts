import { join } from 'node:path'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import { FeatureCache } from '../features/vision/featureCache.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import type { Sighting } from '../features/vision/sighting.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import { createPictureSights } from '../jobs/pictureSights.ts'
import type { VisionClient } from '../jobs/visionClient.ts'
import type { PictureEvidence } from '../predict/predictPosts.ts'
import type { ProjectStore } from '../store/types.ts'

/** Where a project keeps what was seen in its pictures. */
export function featuresFolder({ folder }: Pick<ProjectStore, 'folder'>): string {
  return join(folder, 'features')
}

export interface ProjectSights extends PictureEvidence {
  /** What was seen in the picture with this SHA-256; null: the project has no such picture. Never rejects. */
  ofHash(hash: string): Promise<Sighting | null>
}

/** Looks at the pictures of a project: features are kept in its folder, findings in its database. */
export function projectSights(store: ProjectStore, vision: VisionClient): ProjectSights {
  // A training reads all of them at once: one that had to go would be a picture it does not learn from.
  const sights = createPictureSights(vision, new FeatureCache(featuresFolder(store), EYES_RECIPE, null))
  const ofHash = async (hash: string): Promise<Sighting | null> => {
    const stored = store.pictures.get(hash)
    if (stored === null) return null
    const sighting = await sights.of(store.pictures.path(stored), hash)
    if (sighting.sight !== null && !store.readOnly) keepFindings(store, hash, sighting.sight.findings)
    return sighting
  }
  return {
    canLook: () => missingEyes() === null,
    of: (picture) => (picture?.hash == null ? Promise.resolve(null) : ofHash(picture.hash)),
    ofHash,
  }
}

/** What is not kept is seen again: the disk may be full, or the project closed by the time a look ends. */
function keepFindings({ pictures }: ProjectStore, hash: string, findings: PictureFindings): void {
  try {
    if (pictures.findings(hash, EYES_RECIPE) === null) pictures.saveFindings(hash, EYES_RECIPE, findings)
  } catch {
    // The sight itself is as good as any.
  }
}
