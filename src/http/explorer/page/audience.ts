/** `FINANCE` as people write it: "Finance". */
export const audienceTitle = (code: string): string => code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
