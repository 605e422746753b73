export interface ScheduleSettings {
  /** All steps of the training. */
  readonly totalSteps: number
  /** Steps of linear rise from 0 to 1. */
  readonly warmUpSteps: number
  /** Share of all steps after which the rate falls; 0 falls right after the warm-up. */
  readonly holdUntil: number
  /** Where the linear fall ends at the last step, as a share of the peak. */
  readonly finalShare: number
}

/** The step from which the rate falls; before it, runs of different lengths have the same rates. */
export function fallStart({ totalSteps, warmUpSteps, holdUntil }: ScheduleSettings): number {
  return Math.max(warmUpSteps, holdUntil * totalSteps)
}

/** The factor on every learning rate at a step (from 0): warm-up, a plateau, then a linear fall. */
export function scheduleFactor(step: number, settings: ScheduleSettings): number {
  const { totalSteps, warmUpSteps, finalShare } = settings
  if (step < warmUpSteps) return (step + 1) / warmUpSteps
  const start = fallStart(settings)
  if (step < start || totalSteps <= start + 1) return 1
  const progress = Math.min(1, (step - start) / (totalSteps - 1 - start))
  return 1 - (1 - finalShare) * progress
}
