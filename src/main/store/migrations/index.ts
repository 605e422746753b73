import { project } from './0001-project.ts'
import { tallies } from './0002-tallies.ts'
import { pictureFindings } from './0003-picture-findings.ts'
import { causes } from './0004-causes.ts'
import { bulkChanges } from './0005-bulk-changes.ts'
import { controls } from './0006-controls.ts'
import { pictureRegions } from './0007-picture-regions.ts'
import { search } from './0008-search.ts'
import { queues } from './0009-queues.ts'
import { unseenPictures } from './0010-unseen-pictures.ts'
import { rules } from './0011-rules.ts'
import { cuts } from './0012-cuts.ts'
import { nestedGold } from './0013-nested-gold.ts'
import { fileOptions } from './0014-file-options.ts'
import { postDigests } from './0015-post-digests.ts'
import { agreements } from './0016-agreements.ts'
import type { Migration } from './migration.ts'

/** All steps of the schema, oldest first. */
export const migrations: readonly Migration[] = [
  project,
  tallies,
  pictureFindings,
  causes,
  bulkChanges,
  controls,
  pictureRegions,
  search,
  queues,
  unseenPictures,
  rules,
  cuts,
  nestedGold,
  fileOptions,
  postDigests,
  agreements,
]
