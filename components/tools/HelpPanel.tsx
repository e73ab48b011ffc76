import { t } from '../../utils/i18n';

/** The keys of the reading view, as utils and README name them. */
export function HelpPanel() {
  const keys: [string, string][] = [
    ['Alt+R', t('help.toggle')],
    ['Esc', t('help.close')],
    ['J / K', t('help.paragraph')],
    ['N / P', t('help.section')],
    ['S', t('help.sentence')],
    ['H', t('help.highlight')],
    ['M', t('help.note')],
    ['T', t('help.addHead')],
    ['O', t('help.outline')],
    ['F', t('tools.find')],
    ['R', t('tools.narrate')],
    ['G', t('tools.focus')],
    ['V', t('tools.pictures')],
    ['Alt+M', t('help.original')],
    ['?', t('help.help')],
  ];
  return (
    <dl class="help" aria-label={t('help.title')}>
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
