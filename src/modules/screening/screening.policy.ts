import type { MatchPolicy } from '../../connectors/screening/port.js';

export interface ScreeningPolicyRow {
  readonly threshold: string;
  readonly birthDateAgrees: string;
  readonly birthYearAgrees: string;
  readonly birthDateDiffers: string;
  readonly countryAgrees: string;
  readonly countryDiffers: string;
  readonly weakNameFactor: string;
}

export const POLICY_COLUMNS = `threshold::text, birth_date_agrees::text as "birthDateAgrees", birth_year_agrees::text as "birthYearAgrees",
    birth_date_differs::text as "birthDateDiffers", country_agrees::text as "countryAgrees", country_differs::text as "countryDiffers",
    weak_name_factor::text as "weakNameFactor"`;
export const READ_POLICY = `select ${POLICY_COLUMNS} from screening_policy`;

/** Weights are no amounts: they are compared, and nobody is paid by them. */
export const matchPolicy = (row: ScreeningPolicyRow): MatchPolicy => ({
  threshold: Number(row.threshold),
  birthDateAgrees: Number(row.birthDateAgrees),
  birthYearAgrees: Number(row.birthYearAgrees),
  birthDateDiffers: Number(row.birthDateDiffers),
  countryAgrees: Number(row.countryAgrees),
  countryDiffers: Number(row.countryDiffers),
  weakNameFactor: Number(row.weakNameFactor),
});
