import { join } from 'node:path'
import { FeatureCache } from '../features/vision/featureCache.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import { createPictureSights } from '../jobs/pictureSights.ts'
import type { VisionClient } from '../jobs/visionClient.ts'
import type { PictureEvidence } from '../predict/predictPosts.ts'
import type { ProjectStore } from '../store/types.ts'

/** Looks at the pictures of a project: features are kept in its folder, findings in its database. */
export function projectSights(store: ProjectStore, vision: VisionClient): PictureEvidence {
  const sights = createPictureSights(vision, new FeatureCache(join(store.folder, 'features'), EYES_RECIPE))
  return {
    canLook: () => missingEyes() === null,
    of: async (picture) => {
      const stored = picture?.hash == null ? null : store.pictures.get(picture.hash)
      if (stored === null) return null
      const { hash } = stored
      const sighting = await sights.of(store.pictures.path(stored), hash)
      if (sighting.sight !== null && !store.readOnly && store.pictures.findings(hash, EYES_RECIPE) === null)
        store.pictures.saveFindings(hash, EYES_RECIPE, sighting.sight.findings)
      return sighting
    },
  }
}
