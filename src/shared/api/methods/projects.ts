import { z } from '../zod.ts'
import { MOST_LABELS } from '../../domain/labels.ts'
import { projectSummary } from '../documents.ts'
import { nothing, read, write } from '../method.ts'
import { label, projectRules } from '../schemas.ts'

/** Methods that open and make projects. */
export const projectsMethods = {
  'projects.current': read(nothing, projectSummary.nullable()),
  'projects.recent': read(
    nothing,
    z.array(
      z.strictObject({
        token: z.string(),
        name: z.string(),
        location: z.string(),
        openedAt: z.string().nullable(),
        sample: z.boolean(),
      }),
    ),
  ),
  'projects.open': write(z.strictObject({ token: z.string() }), projectSummary),
  'projects.create': write(
    z.strictObject({
      token: z.string(),
      name: z.string().min(1).max(100),
      labels: z.array(label).min(1).max(MOST_LABELS),
    }),
    projectSummary,
  ),
  'projects.close': write(nothing, nothing),
  /** What is known to be damaged in the open project, and what to do; null: nothing. */
  'projects.damage': read(nothing, z.string().nullable()),
  /** What the annotators of the open project agreed on. */
  'projects.rules': read(nothing, projectRules),
  /** Replaces the rules named. `project`: `location` of the project they are meant for; refused as `not-found` when another is open. */
  'projects.setRules': write(
    z.strictObject({ project: z.string().max(4096), rules: projectRules.partial() }),
    projectRules,
  ),
} as const
