import { useEffect } from 'react';

/**
 * Stands in for the package `react-style-singleton` (see vite.config.ts), by which dialogs keep the page behind them from scrolling. The
 * package writes a <style> element, which the content security policy refuses; a constructed style sheet is within it.
 */
export const styleSingleton = () =>
  function Style({ styles }: { styles: string }): null {
    useEffect(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets.push(sheet);
      return () => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      };
    }, [styles]);
    return null;
  };
