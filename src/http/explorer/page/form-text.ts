/** What was typed into a form's field, as it stands there. */
export const formText = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
};
