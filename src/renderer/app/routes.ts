import type { ComponentType } from 'react'
import { AgreementView } from '../agreement/AgreementView.tsx'
import {
  AgreementIcon,
  DataIcon,
  ModelsIcon,
  ReviewIcon,
  TrainIcon,
  WarningIcon,
} from '../components/icons.tsx'
import { DataView } from '../data/DataView.tsx'
import { ErrorsView } from '../errors/ErrorsView.tsx'
import { ModelsView } from '../models/ModelsView.tsx'
import { TrainView } from '../models/train/TrainView.tsx'
import { ProjectSwitch } from '../projects/ProjectSwitch.tsx'
import { ReviewView } from '../review/ReviewView.tsx'

/** A place in the workbench: a row of the rail, a hash, and what stands there. */
export interface View {
  /** First part of the hash. */
  readonly id: string
  readonly title: string
  readonly icon: ComponentType
  readonly component: ComponentType
}

/** In the order of the rail; the first is where one starts. */
export const VIEWS: readonly View[] = [
  { id: 'review', title: 'Review', icon: ReviewIcon, component: ReviewView },
  { id: 'errors', title: 'Errors', icon: WarningIcon, component: ErrorsView },
  { id: 'train', title: 'Train', icon: TrainIcon, component: TrainView },
  { id: 'models', title: 'Models', icon: ModelsIcon, component: ModelsView },
  { id: 'data', title: 'Data', icon: DataIcon, component: DataView },
  { id: 'agreement', title: 'Agreement', icon: AgreementIcon, component: AgreementView },
]

/** Mounted whatever the view, project or none: dialogues with commands of their own. */
export const EVERYWHERE: readonly ComponentType[] = [ProjectSwitch]
