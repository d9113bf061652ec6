import { baseUrlProblem, type VendorAnswer, VendorHttp, type VendorRequest } from '../../runtime/vendor-http.js';
import { ProviderMisconfigured, type ProviderSettings, ProviderUnreachable } from './port.js';

export type { VendorAnswer, VendorRequest } from '../../runtime/vendor-http.js';

/** HTTP towards one provider. Whatever is not an answer is `ProviderUnreachable`, with the reason and whether the request can have arrived. */
export class VendorClient {
  readonly #http: VendorHttp;

  constructor({ baseUrl, timeoutMs }: Pick<ProviderSettings, 'baseUrl' | 'timeoutMs'>) {
    const problem = baseUrlProblem(baseUrl);
    if (problem !== null) throw new ProviderMisconfigured(`The base URL must ${problem}.`);
    this.#http = new VendorHttp({ baseUrl: baseUrl as string, timeoutMs });
  }

  async ask(request: VendorRequest): Promise<VendorAnswer> {
    const answer = await this.#http.ask(request);
    if ('reason' in answer) throw new ProviderUnreachable(answer.reason, { cause: answer.cause });
    return answer;
  }
}

/** Where a browser may be sent: a page, not a script. Null: it is none. */
export function pageUrl(text: string | null): string | null {
  return text !== null && URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) ? text : null;
}
