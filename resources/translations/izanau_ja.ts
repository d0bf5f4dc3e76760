<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Ctrl+K commands</source>
        <translation>Ctrl+K コマンド</translation>
    </message>
    <message>
        <source>? keys</source>
        <translation>? キー一覧</translation>
    </message>
    <message>
        <source>{next} / {previous} next, previous</source>
        <translation>{next} / {previous} 次・前</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>コマンド(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>検索(&amp;F)</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Close &amp;window</source>
        <translation>ウィンドウを閉じる(&amp;W)</translation>
    </message>
    <message>
        <source>{place} - Izanau</source>
        <translation>{place} - Izanau</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>したいことを入力</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>コマンドを探す</translation>
    </message>
    <message>
        <source>No command fits these words.</source>
        <translation>該当するコマンドがありません。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>この画面</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>どこでも</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Actions</source>
        <translation>操作(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>{place}, {count}</source>
        <translation>{place}、{count}</translation>
    </message>
    <message>
        <source>Type to choose</source>
        <translation>入力して選択</translation>
    </message>
    <message>
        <source>Show all choices</source>
        <translation>選択肢をすべて表示</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1を外す</translation>
    </message>
    <message>
        <source>e.g. 2019-4, Apr 2019</source>
        <translation>例：2019-4、平成31年4月</translation>
    </message>
    <message>
        <source>e.g. 1990-04-25, 25 Apr 1990</source>
        <translation>例：1990-04-25、平成2年4月25日</translation>
    </message>
    <message>
        <source>{date} ({era})</source>
        <translation>{date}（{era}）</translation>
    </message>
    <message>
        <source>e.g. 2027-04-01</source>
        <translation>例：2027-04-01</translation>
    </message>
    <message>
        <source>Until now</source>
        <translation>現在まで</translation>
    </message>
    <message>
        <source>e.g. 2024-3, or: now</source>
        <translation>例：2024-3、または 現在</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>+ Filter</source>
        <translation>＋ 条件</translation>
    </message>
    <message>
        <source>{filter} ×</source>
        <translation>{filter} ×</translation>
    </message>
    <message>
        <source>Remove filter: {filter}</source>
        <translation>条件を外す：{filter}</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>これから</translation>
    </message>
    <message>
        <source>Undo  {key}</source>
        <translation>元に戻す  {key}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo: {deed}</source>
        <translation>元に戻す：{deed}</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>ようこそ</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Sign in with &amp;another account…</source>
        <translation>別のアカウントでサインイン(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;About Izanau</source>
        <translation>Izanauについて(&amp;A)</translation>
    </message>
    <message>
        <source>Izanau {version}, for people who look for work in Japan and for those who hire them.</source>
        <translation>Izanau {version} － 日本で働きたい人と採用する企業のためのソフトウェア。</translation>
    </message>
    <message>
        <source>About Izanau</source>
        <translation>Izanauについて</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>Apache License 2.0のフリーソフトウェアです。</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>今すぐ同期(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>Sign &amp;up…</source>
        <translation>新規登録(&amp;U)…</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>このコンピューターのみ</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>応募者</translation>
    </message>
    <message>
        <source>No applicant chosen</source>
        <translation>応募者が選択されていません</translation>
    </message>
    <message>
        <source>J and K walk through the list.</source>
        <translation>JとKで一覧を移動できます。</translation>
    </message>
    <message>
        <source>Blind review</source>
        <translation>ブラインド選考</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Stages of this job</source>
        <translation>この求人の選考段階</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Profile and history</source>
        <translation>プロフィールと履歴</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>They were erased, or are no longer shown to you.</source>
        <translation>消去されたか、閲覧できなくなっています。</translation>
    </message>
    <message>
        <source>This applicant cannot be shown</source>
        <translation>この応募者は表示できません</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>ご自分の権限ではできません</translation>
    </message>
    <message>
        <source>Not to be seen any more</source>
        <translation>表示できなくなりました</translation>
    </message>
    <message>
        <source>Withdrew</source>
        <translation>辞退済み</translation>
    </message>
    <message>
        <source>A conflict about it waits for your answer</source>
        <translation>この項目の「変更の衝突」が未解決です</translation>
    </message>
    <message>
        <source>Already so</source>
        <translation>すでにその状態です</translation>
    </message>
    <message>
        <source>No stage follows theirs</source>
        <translation>次の段階がありません</translation>
    </message>
    <message>
        <source>Their job has no such stage</source>
        <translation>その求人にはこの段階がありません</translation>
    </message>
    <message>
        <source>The colleague does not see applicants of their job</source>
        <translation>その求人の応募者を見る権限がないメンバーです</translation>
    </message>
    <message>
        <source>Changed since it was summed up</source>
        <translation>確認のあとで変更されています</translation>
    </message>
    <message>
        <source>No longer in this list</source>
        <translation>この一覧にもういません</translation>
    </message>
    <message>
        <source>Too many labels, or a message too long</source>
        <translation>ラベルが多すぎるか、メッセージが長すぎます</translation>
    </message>
    <message numerus="yes">
        <source>Move %n applicant(s) to the next stage?</source>
        <translation>
            <numerusform>応募者%n名を次の段階に進めますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n applicant(s) to this stage: {name}?</source>
        <translation>
            <numerusform>応募者%n名を「{name}」に移しますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n applicant(s)?</source>
        <translation>
            <numerusform>応募者%n名を見送りにしますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put the label {label} on %n applicant(s)?</source>
        <translation>
            <numerusform>応募者%n名にラベル「{label}」を付けますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the label {label} off %n applicant(s)?</source>
        <translation>
            <numerusform>応募者%n名からラベル「{label}」を外しますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n applicant(s)?</source>
        <translation>
            <numerusform>応募者%n名の担当になりますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %n applicant(s) to {name}?</source>
        <translation>
            <numerusform>応募者%n名を{name}さんの担当にしますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let %n applicant(s) be nobody’s?</source>
        <translation>
            <numerusform>応募者%n名を担当なしにしますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes out with the move, after the ten seconds in which you can undo both.</source>
        <translation>選考段階の変更と一緒に、取り消しできる10秒が過ぎてから送信されます。</translation>
    </message>
    <message>
        <source>Move with a message</source>
        <translation>メッセージを添えて段階を変更</translation>
    </message>
    <message>
        <source>To the stage</source>
        <translation>変更先の段階</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移す</translation>
    </message>
    <message>
        <source>Meanwhile moved to {stage} by {member}.</source>
        <translation>その間に{member}が「{stage}」に移しました。</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>自分で書く</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>{number} more jobs: {many}</source>
        <translation>ほか{number}件の求人：{many}</translation>
    </message>
    <message>
        <source>{languages}; they go out after the ten seconds in which you can undo all.</source>
        <translation>{languages}。全件を取り消せる10秒が過ぎると送信されます。</translation>
    </message>
    <message>
        <source>{what}: {number}</source>
        <translation>{what}：{number}</translation>
    </message>
    <message>
        <source>No message of yours goes out. IZANAU sends a mail to everyone whose status changes.</source>
        <translation>会社からのメッセージは送られません。選考状況が変わる応募者には、IZANAUからメールで通知されます。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>you</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>{told} ({names})</source>
        <translation>{told}（{names}）</translation>
    </message>
    <message numerus="yes">
        <source>Not done for %n applicant(s), who stay chosen.</source>
        <translation>
            <numerusform>応募者%n名には実行していません。選択されたままです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>何も実行されませんでした</translation>
    </message>
    <message numerus="yes">
        <source>Done for %n applicant(s); the messages go out in ten seconds</source>
        <translation>
            <numerusform>応募者%n名に実行しました。メッセージは10秒後に送られます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done for %n applicant(s)</source>
        <translation>
            <numerusform>応募者%n名に実行しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>辞退</translation>
    </message>
    <message>
        <source>applied {day}</source>
        <translation>{day}応募</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自分が担当</translation>
    </message>
    <message>
        <source>Taken by {member}</source>
        <translation>担当：{member}</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>担当者なし</translation>
    </message>
    <message numerus="yes">
        <source>Not taken back for %n applicant(s).</source>
        <translation>
            <numerusform>応募者%n名の分は取り消せませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back for {number}, not for {rest}.</source>
        <translation>{number}名の分を取り消しましたが、{rest}名の分は取り消せませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>Taken back for %n applicant(s)</source>
        <translation>
            <numerusform>応募者%n名の分を取り消しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back for {number}; for {rest} it was sent already.</source>
        <translation>{number}名の分を取り消しました。{rest}名の分はすでに送信済みです。</translation>
    </message>
    <message>
        <source>To: {stage}</source>
        <translation>{stage}へ</translation>
    </message>
    <message>
        <source>Applicants</source>
        <translation>応募者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>職歴</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Experience</source>
        <translation>経験年数</translation>
    </message>
    <message>
        <source>Lives in</source>
        <translation>居住国</translation>
    </message>
    <message>
        <source>Status of residence</source>
        <translation>在留資格</translation>
    </message>
    <message>
        <source>Stay ends</source>
        <translation>在留期限</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>適合</translation>
    </message>
    <message>
        <source>Visa and language fit</source>
        <translation>在留・語学の適合</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>求人</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>選考段階</translation>
    </message>
    <message>
        <source>At this stage</source>
        <translation>経過日数</translation>
    </message>
    <message>
        <source>Find applicants</source>
        <translation>応募者を探す</translation>
    </message>
    <message>
        <source>All jobs — {counts}</source>
        <translation>すべての求人 — {counts}</translation>
    </message>
    <message>
        <source>Only the stage {stage}</source>
        <translation>「{stage}」のみ</translation>
    </message>
    <message>
        <source>{found} of {all} · newest first</source>
        <translation>{all}名中{found}名・新しい順</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>古い順</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>氏名順</translation>
    </message>
    <message>
        <source>best Japanese first</source>
        <translation>日本語レベルの高い順</translation>
    </message>
    <message>
        <source>most experience first</source>
        <translation>経験の長い順</translation>
    </message>
    <message>
        <source>longest at their stage first</source>
        <translation>段階での経過が長い順</translation>
    </message>
    <message>
        <source>stay ending soonest first</source>
        <translation>在留期限の近い順</translation>
    </message>
    <message>
        <source>best visa and language fit first</source>
        <translation>在留・語学の適合順</translation>
    </message>
    <message>
        <source>best match first</source>
        <translation>一致度の高い順</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>並び順</translation>
    </message>
    <message>
        <source>over {number} of {all} ·</source>
        <translation>{all}名中{number}名以上 ·</translation>
    </message>
    <message>
        <source>{number} applicants ·</source>
        <translation>応募者{number}名 ·</translation>
    </message>
    <message>
        <source>{found} of {all} ·</source>
        <translation>{all}名中{found}名 ·</translation>
    </message>
    <message>
        <source>{order}, the other way round</source>
        <translation>{order}の逆</translation>
    </message>
    <message>
        <source>Order: {order}</source>
        <translation>並び順：{order}</translation>
    </message>
    <message>
        <source>Finds words of the name, the profile, the message and notes. Filters: {filters}</source>
        <translation>氏名・プロフィール・メッセージ・メモの言葉を検索します。絞り込み：{filters}</translation>
    </message>
    <message>
        <source>Found at other jobs: {number}</source>
        <translation>他の求人で見つかった応募者：{number}名</translation>
    </message>
    <message>
        <source>Nobody at this job</source>
        <translation>この求人には該当者がいません</translation>
    </message>
    <message>
        <source>Search all jobs</source>
        <translation>すべての求人から探す</translation>
    </message>
    <message>
        <source>Nobody fits this</source>
        <translation>該当する人がいません</translation>
    </message>
    <message>
        <source>Take words or stages away.</source>
        <translation>語句や段階を減らしてください。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Whoever applies for one of your jobs appears here.</source>
        <translation>求人に応募した人がここに表示されます。</translation>
    </message>
    <message>
        <source>No applicants yet</source>
        <translation>まだ応募者がいません</translation>
    </message>
    <message>
        <source>Ne&amp;xt applicant</source>
        <translation>次の応募者(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous applicant</source>
        <translation>前の応募者(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Advance</source>
        <translation>次へ進める(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>メッセージ(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>メモ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reject…</source>
        <translation>見送り(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Stage</source>
        <translation>段階(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>{applicant}: {stage}</source>
        <translation>{applicant}：{stage}</translation>
    </message>
    <message>
        <source>{deed} · the message goes out in ten seconds</source>
        <translation>{deed}（メッセージは10秒後に送信）</translation>
    </message>
    <message>
        <source>The list changed meanwhile: the keys that were typed ahead did nothing.</source>
        <translation>一覧が更新されたため、先に押したキーの操作は行われませんでした。</translation>
    </message>
    <message>
        <source>Note saved</source>
        <translation>メモを保存しました</translation>
    </message>
    <message>
        <source>Message goes out in ten seconds</source>
        <translation>メッセージは10秒後に送信されます</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>取り消しました</translation>
    </message>
    <message>
        <source>Too late: it was sent already.</source>
        <translation>間に合いませんでした。すでに送信されています。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>実行前の確認</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The reason stays within your company.</source>
        <translation>理由は社内だけに残ります。</translation>
    </message>
    <message>
        <source>Message to each applicant</source>
        <translation>応募者それぞれへのメッセージ</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>There is nobody to do it to</source>
        <translation>対象の応募者がいません</translation>
    </message>
    <message>
        <source>Left out: {number}
{why}</source>
        <translation>対象外：{number}名
{why}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>実行結果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{number} of {all} done…</source>
        <translation>{all}名中{number}名が完了…</translation>
    </message>
    <message>
        <source>What you do now is done to all of them: you see first what it comes to. Esc lets go of them.</source>
        <translation>これからの操作は、選択中の全員が対象です。実行前に内容を確認できます。Escで選択を解除します。</translation>
    </message>
    <message>
        <source>Change the reasons…</source>
        <translation>理由を編集…</translation>
    </message>
    <message>
        <source>The first of them reads:</source>
        <translation>最初の1通の文面：</translation>
    </message>
    <message>
        <source>No message</source>
        <translation>メッセージなし</translation>
    </message>
    <message>
        <source>{moved} Do it all the same?</source>
        <translation>{moved}それでも実行しますか？もう一度操作すると実行します。</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>見送る</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>理由を選んでください。</translation>
    </message>
    <message>
        <source>The reason stays within your company. IZANAU tells the applicant by mail that the selection ended.</source>
        <translation>理由は社内にのみ残ります。応募者には、選考の終了がIZANAUからメールで通知されます。</translation>
    </message>
    <message>
        <source>It goes out with the rejection, after the ten seconds in which you can undo both.</source>
        <translation>見送りと一緒に10秒後に送信します。それまでは両方とも取り消せます。</translation>
    </message>
    <message>
        <source>As far as the profile tells, the applicant reads another language better.</source>
        <translation>プロフィールによると、応募者には別の言語のほうが読みやすいようです。</translation>
    </message>
    <message>
        <source>Note for your company</source>
        <translation>社内メモ</translation>
    </message>
    <message>
        <source>Save the note</source>
        <translation>メモを保存</translation>
    </message>
    <message>
        <source>Message to the applicant</source>
        <translation>応募者へのメッセージ</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Prepared messages</source>
        <translation>定型メッセージ</translation>
    </message>
    <message>
        <source>Begin with a prepared message…</source>
        <translation>定型メッセージから始める…</translation>
    </message>
    <message>
        <source>This application was withdrawn; the e-mail address is no longer shown.</source>
        <translation>この応募は辞退されました。メールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>This profile is not to be seen at the moment.</source>
        <translation>このプロフィールは現在表示できません。</translation>
    </message>
    <message>
        <source>Written with the application</source>
        <translation>応募時のメッセージ</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Messages about {job}</source>
        <translation>「{job}」についてのメッセージ</translation>
    </message>
    <message>
        <source>Messages about no application</source>
        <translation>応募以外のメッセージ</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>応募</translation>
    </message>
    <message>
        <source>Other applications to your company</source>
        <translation>貴社への他の応募</translation>
    </message>
    <message>
        <source>a job that is gone</source>
        <translation>削除された求人</translation>
    </message>
    <message>
        <source>not synced yet</source>
        <translation>未同期</translation>
    </message>
    <message>
        <source>Open the application: {job}, {stage}</source>
        <translation>この応募を開く：{job}（{stage}）</translation>
    </message>
    <message>
        <source>Unblinded</source>
        <translation>ブラインド解除</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>a former member</source>
        <translation>退任したメンバー</translation>
    </message>
    <message>
        <source>Your company</source>
        <translation>自社</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>会社</translation>
    </message>
    <message>
        <source>Everyone who looks at your jobs reads this.</source>
        <translation>求人を見るすべての人が読みます。</translation>
    </message>
    <message>
        <source>About the company</source>
        <translation>会社について</translation>
    </message>
    <message>
        <source>Only the owner of the company account changes this page.</source>
        <translation>このページを変更できるのは企業アカウントのオーナーだけです。</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>What the law asks for</source>
        <translation>法令が求める項目</translation>
    </message>
    <message>
        <source>{item} — missing: {parts}</source>
        <translation>{item}（未記載：{parts}）</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未記載</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>記載済み</translation>
    </message>
    <message>
        <source>{item}: {state}</source>
        <translation>{item}：{state}</translation>
    </message>
    <message>
        <source>{stated} of {all} stated</source>
        <translation>{all}項目中{stated}項目を記載</translation>
    </message>
    <message>
        <source>All {all} are stated</source>
        <translation>{all}項目すべて記載済み</translation>
    </message>
    <message>
        <source>Still to be stated</source>
        <translation>未記載の項目</translation>
    </message>
    <message>
        <source>Still to be stated:</source>
        <translation>未記載の項目：</translation>
    </message>
    <message>
        <source>What the job states</source>
        <translation>求人の内容</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are missing or wrong; the first is open, the law&apos;s are marked in the list.</source>
        <translation>
            <numerusform>%n項目が未入力か誤っています。最初の項目を開いています。法定の項目は一覧に印があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not published yet: {why}</source>
        <translation>まだ公開できません：{why}</translation>
    </message>
    <message>
        <source>Untitled job</source>
        <translation>無題の求人</translation>
    </message>
    <message>
        <source>Add a language</source>
        <translation>言語を追加</translation>
    </message>
    <message>
        <source>Remove this language</source>
        <translation>この言語を削除</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>求人</translation>
    </message>
    <message>
        <source>No job chosen</source>
        <translation>求人が選択されていません</translation>
    </message>
    <message>
        <source>Find jobs</source>
        <translation>求人を探す</translation>
    </message>
    <message>
        <source>Title, word, place…</source>
        <translation>職種・語句・場所</translation>
    </message>
    <message>
        <source>&amp;New job</source>
        <translation>新しい求人(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Publish</source>
        <translation>公開(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>募集を終える(&amp;C)</translation>
    </message>
    <message>
        <source>Make a cop&amp;y</source>
        <translation>複製(&amp;Y)</translation>
    </message>
    <message>
        <source>Ne&amp;xt job</source>
        <translation>次の求人(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous job</source>
        <translation>前の求人(&amp;P)</translation>
    </message>
    <message>
        <source>No job fits this</source>
        <translation>該当する求人がありません</translation>
    </message>
    <message>
        <source>Take words away.</source>
        <translation>語句を減らしてください。</translation>
    </message>
    <message>
        <source>A job begins as a draft; it is shown to people once you publish it.</source>
        <translation>求人は下書きから始まり、公開すると表示されます。</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>ボード</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移動先…</translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation>まだ求人がありません</translation>
    </message>
    <message>
        <source>Whoever applies for this job appears here.</source>
        <translation>この求人に応募があると、ここに表示されます。</translation>
    </message>
    <message>
        <source>Why is {applicant} rejected?</source>
        <translation>{applicant}を見送る理由は？</translation>
    </message>
    <message>
        <source>Open the applicant</source>
        <translation>応募者を開く</translation>
    </message>
    <message>
        <source>New job</source>
        <translation>新しい求人</translation>
    </message>
    <message>
        <source>{number} jobs · newest first</source>
        <translation>求人{number}件・新しい順</translation>
    </message>
    <message>
        <source>Kept as a template</source>
        <translation>テンプレートとして保存しました</translation>
    </message>
    <message>
        <source>There is no template yet: open a job and keep it as one.</source>
        <translation>テンプレートはまだありません。求人を開き、テンプレートとして保存してください。</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除しました</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>公開しました</translation>
    </message>
    <message numerus="yes">
        <source>Published · %n hint(s) on its wording</source>
        <translation>
            <numerusform>公開しました · 表現のヒント %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Closed: it takes no more applications</source>
        <translation>募集を終了しました</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>求人</translation>
    </message>
    <message>
        <source>Duties</source>
        <translation>業務内容</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>契約</translation>
    </message>
    <message>
        <source>Probation</source>
        <translation>試用期間</translation>
    </message>
    <message>
        <source>Place of work</source>
        <translation>就業場所</translation>
    </message>
    <message>
        <source>Working hours and holidays</source>
        <translation>勤務時間・休日</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>賃金</translation>
    </message>
    <message>
        <source>Insurance, employment, smoking</source>
        <translation>保険・雇用・喫煙</translation>
    </message>
    <message>
        <source>Whom you look for</source>
        <translation>求める人材</translation>
    </message>
    <message>
        <source>How you review</source>
        <translation>選考の方法</translation>
    </message>
    <message>
        <source>{number} applicants</source>
        <translation>応募者{number}名</translation>
    </message>
    <message numerus="yes">
        <source>%n opening(s)</source>
        <translation>
            <numerusform>%n名募集</numerusform>
        </translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day}まで</translation>
    </message>
    <message>
        <source>nothing stated yet</source>
        <translation>まだ記載がありません</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>やり取り</translation>
    </message>
    <message>
        <source>No conversation chosen</source>
        <translation>やり取りが選択されていません</translation>
    </message>
    <message>
        <source>Ne&amp;xt conversation</source>
        <translation>次のやり取り(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous conversation</source>
        <translation>前のやり取り(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>返信(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open the application</source>
        <translation>応募を開く(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>やり取り%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} unread</source>
        <translation>未読{number}件</translation>
    </message>
    <message>
        <source>Looked through: {people} people of the name, {asked} questions without an application</source>
        <translation>探した範囲：その名前の{people}人、応募以外の質問{asked}件</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>まだメッセージがありません</translation>
    </message>
    <message>
        <source>Applicants who write to you appear here.</source>
        <translation>メッセージを送った応募者がここに表示されます。</translation>
    </message>
    <message>
        <source>{name} asks without having applied. Your answer is passed on; no e-mail address is shown.</source>
        <translation>{name}さんは応募せずに質問しています。返信は転送され、メールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>About no application</source>
        <translation>応募以外のやり取り</translation>
    </message>
    <message>
        <source>{name} withdrew. Nothing more can be written.</source>
        <translation>{name}さんは応募を取り下げました。これ以上メッセージは送れません。</translation>
    </message>
    <message>
        <source>Name or words</source>
        <translation>名前または語句</translation>
    </message>
    <message>
        <source>This conversation is not to be seen any more.</source>
        <translation>この会話は表示できなくなりました。</translation>
    </message>
    <message>
        <source>over {number} conversations</source>
        <translation>会話{number}件以上</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>自社：{text}</translation>
    </message>
    <message>
        <source>{number} new</source>
        <translation>新着{number}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>{days}, late</source>
        <translation>{days}・対応遅れ</translation>
    </message>
    <message>
        <source>{days}, stalled</source>
        <translation>{days}・停滞</translation>
    </message>
    <message>
        <source>Japanese {level}</source>
        <translation>日本語 {level}</translation>
    </message>
    <message>
        <source>native Japanese</source>
        <translation>日本語母語</translation>
    </message>
    <message>
        <source>at this stage: {days}</source>
        <translation>この段階で{days}</translation>
    </message>
    <message>
        <source>{number} y</source>
        <translation>{number}年</translation>
    </message>
    <message>
        <source>in {country}</source>
        <translation>{country}在住</translation>
    </message>
    <message>
        <source>{taken}, also taken by {member}</source>
        <translation>{taken}（{member}も担当）</translation>
    </message>
    <message>
        <source>name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>job title</source>
        <translation>職種・役職</translation>
    </message>
    <message>
        <source>company</source>
        <translation>会社名</translation>
    </message>
    <message>
        <source>work</source>
        <translation>職務内容</translation>
    </message>
    <message>
        <source>school</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>studies</source>
        <translation>専攻</translation>
    </message>
    <message>
        <source>skills</source>
        <translation>スキル</translation>
    </message>
    <message>
        <source>languages</source>
        <translation>語学</translation>
    </message>
    <message>
        <source>residence</source>
        <translation>居住国</translation>
    </message>
    <message>
        <source>hobbies</source>
        <translation>趣味</translation>
    </message>
    <message>
        <source>message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>e-mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>found in: {parts}</source>
        <translation>該当：{parts}</translation>
    </message>
    <message>
        <source>Withdrawn ({stage})</source>
        <translation>辞退（{stage}）</translation>
    </message>
    <message>
        <source>last stage: {stage}</source>
        <translation>辞退時の段階：{stage}</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>The next seven days</source>
        <translation>今後7日間</translation>
    </message>
    <message>
        <source>Without a day</source>
        <translation>期限なし</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n日</numerusform>
        </translation>
    </message>
    <message>
        <source>{days} overdue ({day})</source>
        <translation>{days}超過（{day}）</translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation>期限は明日</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>期限は今日</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>期限 {day}</translation>
    </message>
    <message>
        <source>done {day}</source>
        <translation>{day}に完了</translation>
    </message>
    <message>
        <source>snoozed until {day}</source>
        <translation>{day}まで再表示しません</translation>
    </message>
    <message>
        <source>anybody’s</source>
        <translation>だれでも</translation>
    </message>
    <message>
        <source>{applicant}, unread</source>
        <translation>{applicant}、未読</translation>
    </message>
    <message>
        <source>{number} late</source>
        <translation>遅れ{number}</translation>
    </message>
    <message>
        <source>Demo bar</source>
        <translation>デモバー</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>デモ</translation>
    </message>
    <message>
        <source>&amp;Mailbox</source>
        <translation>メールボックス(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open as…</source>
        <translation>別の立場で開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>すべての人</translation>
    </message>
    <message>
        <source>A company that I apply to</source>
        <translation>応募先の企業</translation>
    </message>
    <message>
        <source>Support staff</source>
        <translation>サポート担当者</translation>
    </message>
    <message>
        <source>Such a company sees this, with your e-mail address, until you withdraw the application.</source>
        <translation>応募先の企業には、応募を辞退するまで、メールアドレスとともにこの内容が表示されます。</translation>
    </message>
    <message>
        <source>Support staff see this only when they open your record and say why.</source>
        <translation>サポート担当者がこの内容を見られるのは、理由を示してあなたの記録を開いたときだけです。</translation>
    </message>
    <message>
        <source>Your profile is public: people, companies and search engines see this.</source>
        <translation>公開中です。この内容は、個人・企業・検索エンジンの誰でも見られます。</translation>
    </message>
    <message>
        <source>Nobody sees this yet. It is what everyone would see once your profile is public.</source>
        <translation>まだ誰にも公開されていません。公開すると、すべての人にこのように表示されます。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Back to editing</source>
        <translation>編集に戻る</translation>
    </message>
    <message>
        <source>Everyone reads this.</source>
        <translation>この内容がすべての人に公開されています。</translation>
    </message>
    <message>
        <source>Nobody reads this yet. It is what everyone would read.</source>
        <translation>まだ公開されていません。公開すると、すべての人にこのように表示されます。</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>表示する相手</translation>
    </message>
    <message>
        <source>Someone &amp;new</source>
        <translation>新しい人(&amp;N)</translation>
    </message>
    <message>
        <source>Go o&amp;ffline</source>
        <translation>オフラインにする(&amp;F)</translation>
    </message>
    <message>
        <source>Start o&amp;ver</source>
        <translation>最初からやり直す(&amp;V)</translation>
    </message>
    <message>
        <source>Go on&amp;line</source>
        <translation>オンラインにする(&amp;L)</translation>
    </message>
    <message>
        <source>Who do you want to be?</source>
        <translation>どの立場で始めますか</translation>
    </message>
    <message>
        <source>Everything here is made up and stays on this computer. Other roles can be opened beside this one.</source>
        <translation>ここにあるものはすべて架空で、このコンピューターの外には出ません。別の立場のウィンドウも並べて開けます。</translation>
    </message>
    <message>
        <source>A job &amp;seeker</source>
        <translation>求職者(&amp;S)</translation>
    </message>
    <message>
        <source>A profile that is nearly done, three applications, a message.</source>
        <translation>ほぼ完成したプロフィール、応募3件、メッセージ1件。</translation>
    </message>
    <message>
        <source>A &amp;company&apos;s HR</source>
        <translation>企業の採用担当(&amp;C)</translation>
    </message>
    <message>
        <source>A job with 1,500 applicants to go through.</source>
        <translation>1,500名が応募した求人。</translation>
    </message>
    <message>
        <source>Support s&amp;taff</source>
        <translation>サポート担当(&amp;T)</translation>
    </message>
    <message>
        <source>Requests to answer, records to mend.</source>
        <translation>お問い合わせへの回答と、記録の訂正。</translation>
    </message>
    <message>
        <source>Sign up &amp;anew</source>
        <translation>新規登録から始める(&amp;A)</translation>
    </message>
    <message>
        <source>From the policy to the first application; mails arrive in the mailbox above.</source>
        <translation>ポリシーの確認から最初の応募まで。メールは上のメールボックスに届きます。</translation>
    </message>
    <message>
        <source>The demo&apos;s data were made by another version of Izanau and are replaced: the demo begins anew.</source>
        <translation>デモのデータは別のバージョンの Izanau で作成されたため、新しいデータに置き換えました。デモを最初から始めます。</translation>
    </message>
    <message>
        <source>Mailbox of the demo</source>
        <translation>デモのメールボックス</translation>
    </message>
    <message>
        <source>What the site mails to its people arrives here: codes to confirm an address, links to a new password.</source>
        <translation>デモのサイトが送るメールがここに届きます（メールアドレスの確認コード、パスワード再設定など）。</translation>
    </message>
    <message>
        <source>Sign up anew or ask for a new password, and the mail is here within a second.</source>
        <translation>新規登録やパスワードの再設定を行うと、すぐに届きます。</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Copy the &amp;code</source>
        <translation>コードをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation>メールはまだありません</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>コピーしました：%1</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロフィール</translation>
    </message>
    <message>
        <source>Contact us</source>
        <translation>お問い合わせ</translation>
    </message>
    <message>
        <source>My day</source>
        <translation>今日の仕事</translation>
    </message>
    <message>
        <source>What is to be done, what is new, what waits on you, and who waits too long.</source>
        <translation>今日やること、新着、返信待ち、お待たせしている応募者をまとめています。</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>対応遅れ</translation>
    </message>
    <message>
        <source>Waits on you</source>
        <translation>あなたの対応待ち</translation>
    </message>
    <message>
        <source>New applicants and messages will stand here, and what you left open.</source>
        <translation>新しい応募者やメッセージ、対応の済んでいないものがここに表示されます。</translation>
    </message>
    <message>
        <source>Nothing waits on you</source>
        <translation>対応待ちのものはありません</translation>
    </message>
    <message>
        <source>All applicants</source>
        <translation>すべての応募者</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
    <message>
        <source>What the site has for you is being fetched.</source>
        <translation>サイトのデータを取得しています。</translation>
    </message>
    <message>
        <source>Open: {what}</source>
        <translation>開く：{what}</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>返信不要</translation>
    </message>
    <message>
        <source>No answer needed: {who}</source>
        <translation>返信不要：{who}</translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s) without an answer for {days} days or longer</source>
        <translation>
            <numerusform>{days}日以上対応のない新着応募者 %n名</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) at one stage for {days} days or longer</source>
        <translation>
            <numerusform>同じ段階に{days}日以上とどまる応募者 %n名</numerusform>
        </translation>
    </message>
    <message>
        <source>More than {number} applicants at one stage for {days} days or longer</source>
        <translation>同じ段階に{days}日以上とどまる応募者 {number}名超</translation>
    </message>
    <message>
        <source>Taken by nobody</source>
        <translation>担当者なし</translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s)</source>
        <translation>
            <numerusform>新着応募者 %n名</numerusform>
        </translation>
    </message>
    <message>
        <source>A job without a title</source>
        <translation>タイトルのない求人</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that nobody opened here</source>
        <translation>
            <numerusform>この端末でまだ開いていないメッセージ %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Unread messages</source>
        <translation>未読メッセージ</translation>
    </message>
    <message>
        <source>Yours, {stage} for {days}</source>
        <translation>あなたの担当、「{stage}」のまま{days}</translation>
    </message>
    <message>
        <source>Yours now, at this stage: {stage}</source>
        <translation>あなたの担当になりました（{stage}）</translation>
    </message>
    <message>
        <source>Waits for your answer for {days}</source>
        <translation>返信待ち {days}</translation>
    </message>
    <message>
        <source>{member} mentioned you</source>
        <translation>{member}さんがあなたをメンションしました</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to settle</source>
        <translation>
            <numerusform>解決が必要な衝突 %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold people who left</source>
        <translation>
            <numerusform>削除が必要な応募者を含むファイル %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting changes</source>
        <translation>送信待ちの変更</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused by the site</source>
        <translation>
            <numerusform>サイトに拒否された変更 %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits no more: {who}</source>
        <translation>返信待ちから外しました：{who}</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>変更の衝突</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>My applications</source>
        <translation>応募一覧</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>受信した問い合わせ</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>No applications yet</source>
        <translation>まだ応募がありません</translation>
    </message>
    <message>
        <source>What you apply for appears here, with each step of the company.</source>
        <translation>応募した求人と、企業の選考の進み具合がここに表示されます。</translation>
    </message>
    <message>
        <source>Find applications</source>
        <translation>応募を探す</translation>
    </message>
    <message>
        <source>Company, job or stage</source>
        <translation>会社名・求人・選考状況</translation>
    </message>
    <message>
        <source>No application fits this</source>
        <translation>該当する応募がありません</translation>
    </message>
    <message>
        <source>Find a job</source>
        <translation>求人を探す</translation>
    </message>
    <message>
        <source>Ne&amp;xt application</source>
        <translation>次の応募(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous application</source>
        <translation>前の応募(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>辞退(&amp;W)</translation>
    </message>
    <message numerus="yes">
        <source>%n application(s)</source>
        <translation>
            <numerusform>応募%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under way</source>
        <translation>
            <numerusform>選考中%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>A job that is no longer there</source>
        <translation>なくなった求人</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>未送信</translation>
    </message>
    <message>
        <source>You withdraw; {company} loses your e-mail address when this is sent</source>
        <translation>辞退します。送信されると、{company}からあなたのメールアドレスが見えなくなります</translation>
    </message>
    <message>
        <source>The application was never sent, and is gone.</source>
        <translation>応募は送信前に取り消されました。</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>応募</translation>
    </message>
    <message>
        <source>No application chosen</source>
        <translation>応募が選択されていません</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>選考状況</translation>
    </message>
    <message>
        <source>Last messages</source>
        <translation>最近のメッセージ</translation>
    </message>
    <message>
        <source>Application in full</source>
        <translation>応募の詳細</translation>
    </message>
    <message>
        <source>Withdrawing takes your e-mail address away from {company}; the company sees “withdrawn”. You may apply again.</source>
        <translation>辞退すると、{company}にメールアドレスは表示されなくなり、「辞退」とだけ表示されます。再び応募することもできます。</translation>
    </message>
    <message>
        <source>Your withdrawal waits to be sent: until then {company} still sees your e-mail address.</source>
        <translation>辞退は送信待ちです。送信されるまで、{company}にはメールアドレスが見えています。</translation>
    </message>
    <message>
        <source>You withdrew: {company} no longer sees your e-mail address.</source>
        <translation>辞退しました。{company}にメールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>You</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>応募</translation>
    </message>
    <message>
        <source>Your profile still lacks this</source>
        <translation>プロフィールに足りないもの</translation>
    </message>
    <message>
        <source>It can be filled in now; you come back here afterwards.</source>
        <translation>今すぐ入力できます。入力後、ここに戻ります。</translation>
    </message>
    <message>
        <source>Confirm your e-mail address first</source>
        <translation>先にメールアドレスを確認してください</translation>
    </message>
    <message>
        <source>&amp;Code from the mail</source>
        <translation>メールのコード(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;onfirm</source>
        <translation>確認(&amp;O)</translation>
    </message>
    <message>
        <source>Send the code a&amp;gain</source>
        <translation>コードを再送(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Message (not needed)</source>
        <translation>メッセージ（任意）(&amp;M)</translation>
    </message>
    <message>
        <source>Apply to {company}</source>
        <translation>{company}に応募</translation>
    </message>
    <message>
        <source>What {company} will see</source>
        <translation>{company}に表示される内容</translation>
    </message>
    <message>
        <source>{company} will see: your e-mail address {email}</source>
        <translation>{company}に表示されるもの：あなたのメールアドレス {email}</translation>
    </message>
    <message>
        <source>It also sees your profile as it stands below, and your message. It sees changes that you make later. When you withdraw, it no longer sees your e-mail address.</source>
        <translation>以下のプロフィールとメッセージも表示されます。あとから変更した内容も伝わります。辞退すると、メールアドレスは表示されなくなります。</translation>
    </message>
    <message>
        <source>Apply: show {email} to {company}</source>
        <translation>応募する：{email}を{company}に表示</translation>
    </message>
    <message>
        <source>Your profile as {company} will see it</source>
        <translation>{company}に見えるあなたのプロフィール</translation>
    </message>
    <message>
        <source>We sent a code to {email}.</source>
        <translation>{email}にコードを送りました。</translation>
    </message>
    <message>
        <source>Fill in: {section}</source>
        <translation>入力する：{section}</translation>
    </message>
    <message>
        <source>Enter the code.</source>
        <translation>コードを入力してください。</translation>
    </message>
    <message>
        <source>Question to the company</source>
        <translation>企業への質問</translation>
    </message>
    <message>
        <source>Job in full</source>
        <translation>求人の詳細</translation>
    </message>
    <message>
        <source>posted {day}</source>
        <translation>{day}掲載</translation>
    </message>
    <message>
        <source>Title, skill, company, town…</source>
        <translation>職種・スキル・会社・地名</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>スキル</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>職種</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>勤務先</translation>
    </message>
    <message>
        <source>School</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>not {filter}</source>
        <translation>除外：{filter}</translation>
    </message>
    <message>
        <source>{what} in the last {value}</source>
        <translation>{what}から{value}以内</translation>
    </message>
    <message>
        <source>{what} over {value} ago</source>
        <translation>{what}から{value}超</translation>
    </message>
    <message>
        <source>{what} in under {value}</source>
        <translation>{what}まで{value}未満</translation>
    </message>
    <message>
        <source>{what} in {value} or more</source>
        <translation>{what}まで{value}以上</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first}～{last}</translation>
    </message>
    <message>
        <source>{what} from {value}</source>
        <translation>{what} {value}以降</translation>
    </message>
    <message>
        <source>{what} by {value}</source>
        <translation>{what} {value}以前</translation>
    </message>
    <message>
        <source>{what} after {value}</source>
        <translation>{what} {value}より後</translation>
    </message>
    <message>
        <source>{what} before {value}</source>
        <translation>{what} {value}より前</translation>
    </message>
    <message>
        <source>{what} ≥ {value}</source>
        <translation>{what} {value}以上</translation>
    </message>
    <message>
        <source>{what} ≤ {value}</source>
        <translation>{what} {value}以下</translation>
    </message>
    <message>
        <source>{what} &gt; {value}</source>
        <translation>{what} {value}超</translation>
    </message>
    <message>
        <source>{what} &lt; {value}</source>
        <translation>{what} {value}未満</translation>
    </message>
    <message>
        <source>{what}: {value}</source>
        <translation>{what}：{value}</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Filters to type</source>
        <translation>入力する条件</translation>
    </message>
    <message>
        <source>Withdrawn too</source>
        <translation>辞退済みも含む</translation>
    </message>
    <message>
        <source>over {number}</source>
        <translation>{number}以上</translation>
    </message>
    <message>
        <source>Take words or filters away.</source>
        <translation>語句や条件を減らしてください。</translation>
    </message>
    <message>
        <source>They come with the first sync, and are here offline from then on.</source>
        <translation>最初の同期で届き、以後はオフラインでも見られます。</translation>
    </message>
    <message>
        <source>No jobs here yet</source>
        <translation>まだ求人がありません</translation>
    </message>
    <message>
        <source>&amp;Category</source>
        <translation>職種(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Japanese asked for</source>
        <translation>日本語レベル(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Visa support</source>
        <translation>ビザ支援(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Prefecture</source>
        <translation>都道府県(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>応募(&amp;A)</translation>
    </message>
    <message>
        <source>Ask the co&amp;mpany</source>
        <translation>企業に質問(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Filter…</source>
        <translation>条件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Saved: take off the list</source>
        <translation>保存済み：一覧から外す(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Sign up</source>
        <translation>新規登録</translation>
    </message>
    <message>
        <source>Saved, on this computer only</source>
        <translation>このコンピューターにのみ保存しました</translation>
    </message>
    <message>
        <source>Taken off the list</source>
        <translation>一覧から外しました</translation>
    </message>
    <message>
        <source>To apply, sign up first. What you wrote in your profile comes along.</source>
        <translation>応募するには、まず新規登録してください。書いたプロフィールは引き継がれます。</translation>
    </message>
    <message>
        <source>Applied to {company}</source>
        <translation>{company}に応募しました</translation>
    </message>
    <message>
        <source>To ask a company, sign up first. Your e-mail address is not shown to it.</source>
        <translation>企業に質問するには、まず新規登録してください。メールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>Confirm your e-mail address first: press Apply to enter the code.</source>
        <translation>先にメールアドレスを確認してください。「応募」を押すとコードを入力できます。</translation>
    </message>
    <message>
        <source>Fill in your profile first: press Apply to see what is missing.</source>
        <translation>先にプロフィールを入力してください。「応募」を押すと足りない項目が分かります。</translation>
    </message>
    <message>
        <source>Question goes out in ten seconds</source>
        <translation>質問は10秒後に送信されます</translation>
    </message>
    <message>
        <source>Your e-mail address is confirmed.</source>
        <translation>メールアドレスを確認しました。</translation>
    </message>
    <message>
        <source>A new code is on its way.</source>
        <translation>新しいコードを送りました。</translation>
    </message>
    <message>
        <source>Japanese up to {level}</source>
        <translation>日本語 {level}まで</translation>
    </message>
    <message>
        <source>Applicants abroad welcome</source>
        <translation>海外からの応募可</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Fully remote</source>
        <translation>フルリモート</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>編集：%1</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新しい項目</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Done, and another</source>
        <translation>完了して次を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>done</source>
        <translation>入力済み</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>一部入力</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>未入力</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>セクション</translation>
    </message>
    <message>
        <source>Sections of the profile</source>
        <translation>プロフィールの項目</translation>
    </message>
    <message>
        <source>&amp;Add an entry</source>
        <translation>項目を追加(&amp;A)</translation>
    </message>
    <message>
        <source>What everyone sees</source>
        <translation>公開される内容</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>プレビュー…</translation>
    </message>
    <message>
        <source>Only on this computer. An account lets companies find you.</source>
        <translation>この端末の中だけにあります。アカウントを作ると企業に見つけてもらえます。</translation>
    </message>
    <message>
        <source>Sign up…</source>
        <translation>新規登録…</translation>
    </message>
    <message>
        <source>Public: everyone can read it.</source>
        <translation>公開中：誰でも読めます。</translation>
    </message>
    <message>
        <source>What is public…</source>
        <translation>公開の内容…</translation>
    </message>
    <message>
        <source>Not public yet: no company finds you.</source>
        <translation>まだ公開されていません。企業からは見つけられません。</translation>
    </message>
    <message>
        <source>Show publicly…</source>
        <translation>公開する…</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>削除しました：%1</translation>
    </message>
    <message>
        <source>Only the full name, as in your passport, is needed. Single names are fine.</source>
        <translation>必須はパスポートどおりの氏名だけです。姓名の区別がない名前も入力できます。</translation>
    </message>
    <message>
        <source>As in your passport.</source>
        <translation>パスポートのとおりに。</translation>
    </message>
    <message>
        <source>One or more countries. Companies cannot filter or sort by it.</source>
        <translation>複数選べます。企業は国籍で絞り込みや並べ替えができません。</translation>
    </message>
    <message>
        <source>Where you live now.</source>
        <translation>現在住んでいる国・地域。</translation>
    </message>
    <message>
        <source>Your status of residence in Japan. Never enter the number of your residence card.</source>
        <translation>日本での在留資格。在留カードの番号は入力しないでください。</translation>
    </message>
    <message>
        <source>Companies can find you by language and level.</source>
        <translation>企業は言語とレベルで探せます。</translation>
    </message>
    <message>
        <source>Schools and courses, newest first.</source>
        <translation>学校や課程を新しい順に。</translation>
    </message>
    <message>
        <source>Positions, newest first. Overlaps are fine; type “now” for the current one.</source>
        <translation>職歴を新しい順に。期間の重なりも可。在職中は「現在」と入力。</translation>
    </message>
    <message>
        <source>What you can do, and for how long. Licences belong here too.</source>
        <translation>できることと年数。免許・資格もここに。</translation>
    </message>
    <message>
        <source>Optional. Leave out religion, politics, family and health.</source>
        <translation>任意です。宗教・政治・家族・健康については書かないでください。</translation>
    </message>
    <message>
        <source>Only your company sees them.</source>
        <translation>貴社のメンバーだけに表示されます。</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>ラベルを追加</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Take off the label {label}</source>
        <translation>ラベル「{label}」を外す</translation>
    </message>
    <message>
        <source>Put on the label {label}</source>
        <translation>ラベル「{label}」を付ける</translation>
    </message>
    <message>
        <source>Put on</source>
        <translation>付ける</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Everyone sees this once your profile is registered.</source>
        <translation>公開登録すると、誰でも見られます。</translation>
    </message>
    <message>
        <source>Add work experience</source>
        <translation>職歴を追加</translation>
    </message>
    <message>
        <source>Everyone sees this: your profile is registered.</source>
        <translation>公開登録済みのため、誰でも見られます。</translation>
    </message>
    <message>
        <source>Add a school</source>
        <translation>学校を追加</translation>
    </message>
    <message>
        <source>Add a skill</source>
        <translation>スキルを追加</translation>
    </message>
    <message>
        <source>Nothing entered yet</source>
        <translation>まだ入力されていません</translation>
    </message>
    <message>
        <source>Show my profile publicly</source>
        <translation>プロフィールを公開する</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Your profile is no longer public</source>
        <translation>プロフィールは公開されなくなりました</translation>
    </message>
    <message>
        <source>Your profile becomes public</source>
        <translation>プロフィールを公開します</translation>
    </message>
    <message>
        <source>Your profile is public.</source>
        <translation>プロフィールは公開中です。</translation>
    </message>
    <message>
        <source>Everyone can read it, without an account: people, companies and search engines.</source>
        <translation>アカウントがなくても、個人・企業・検索エンジンの誰もが読めます。</translation>
    </message>
    <message>
        <source>&amp;Unregister: no longer public</source>
        <translation>公開をやめる(&amp;U)</translation>
    </message>
    <message>
        <source>Your profile is not public yet.</source>
        <translation>プロフィールはまだ公開されていません。</translation>
    </message>
    <message>
        <source>Once registered, it is public: everyone can read what stands below, without an account, companies and search engines too. Your e-mail address is not among it. You can take it back at any time.</source>
        <translation>登録すると公開され、企業や検索エンジンを含む誰もが、アカウントなしで以下の内容を読めます。メールアドレスは含まれません。いつでも取り消せます。</translation>
    </message>
    <message>
        <source>&amp;Register publicly</source>
        <translation>公開登録する(&amp;R)</translation>
    </message>
    <message>
        <source>This needs an account: sign up first.</source>
        <translation>アカウントが必要です。まず新規登録してください。</translation>
    </message>
    <message>
        <source>&amp;Sign up</source>
        <translation>新規登録(&amp;S)</translation>
    </message>
    <message>
        <source>Show my profile p&amp;ublicly…</source>
        <translation>プロフィールを公開(&amp;U)…</translation>
    </message>
    <message>
        <source>Use of my data</source>
        <translation>データの利用</translation>
    </message>
    <message>
        <source>My devices</source>
        <translation>端末</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>この端末</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了する</translation>
    </message>
    <message>
        <source>End the session on %1</source>
        <translation>%1のセッションを終了</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>C&amp;urrent password</source>
        <translation>現在のパスワード(&amp;U)</translation>
    </message>
    <message>
        <source>N&amp;ew password</source>
        <translation>新しいパスワード(&amp;E)</translation>
    </message>
    <message>
        <source>Change the passwor&amp;d</source>
        <translation>パスワードを変更(&amp;D)</translation>
    </message>
    <message>
        <source>The password is changed. Other devices have to sign in again.</source>
        <translation>パスワードを変更しました。ほかの端末では再度サインインが必要です。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Removes everything of this account from this computer.</source>
        <translation>このアカウントのデータをこのコンピューターからすべて削除します。</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>サインアウト(&amp;O)</translation>
    </message>
    <message>
        <source>Sign out and lose it</source>
        <translation>失われることを承知でサインアウト</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are only on this computer and not at the site yet.</source>
        <translation>
            <numerusform>%n件がこのコンピューターにしかなく、まだサイトに送られていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your account is deleted. Nothing of it is left at the site or on this computer; companies that you applied to lose it with their next sync.</source>
        <translation>アカウントを削除しました。サイトにもこのコンピューターにも何も残っていません。応募先の企業からも、次の同期で消えます。</translation>
    </message>
    <message>
        <source>You are signed out. Everything of this account was removed from this computer.</source>
        <translation>サインアウトしました。このアカウントのデータはすべてこのコンピューターから消去しました。</translation>
    </message>
    <message>
        <source>This computer was signed out: from another device, by a new password, or for safety.</source>
        <translation>このコンピューターはサインアウトされました（ほかの端末からの操作、パスワードの変更、または安全のため）。</translation>
    </message>
    <message>
        <source>Everything of this account was removed from here; sign in, and it comes back.</source>
        <translation>このアカウントのデータはここからすべて消去しました。サインインすると元に戻ります。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that were never sent are kept here, encrypted: sign in again to send them.</source>
        <translation>
            <numerusform>未送信の%n件を暗号化してここに保管しています。送信するには、もう一度サインインしてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Removes everything at the site, from the companies you applied to, and here. You are invisible at once; for 72 hours you can come back, unless you choose “now”.</source>
        <translation>サイト、応募先の企業、このコンピューターからすべて削除します。すぐに非表示になり、「今すぐ」を選ばなければ72時間は取り消せます。</translation>
    </message>
    <message>
        <source>Type your e-mail &amp;address</source>
        <translation>メールアドレスを入力(&amp;A)</translation>
    </message>
    <message>
        <source>Your pass&amp;word</source>
        <translation>パスワード(&amp;W)</translation>
    </message>
    <message>
        <source>No&amp;w, without the 72 hours</source>
        <translation>72時間を待たず今すぐ(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Delete my account</source>
        <translation>アカウントを削除(&amp;D)</translation>
    </message>
    <message>
        <source>Type the e-mail address of this account, so that nothing is deleted by mistake.</source>
        <translation>誤って削除しないよう、このアカウントのメールアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Your account is hidden now and will be deleted on %1.</source>
        <translation>アカウントは非表示になりました。%1に削除されます。</translation>
    </message>
    <message>
        <source>{company} will see your name and this message. Your e-mail address is not shown.</source>
        <translation>{company}には、お名前とこのメッセージが表示されます。メールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>変更の衝突はありません</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>The same field was changed here and elsewhere. Choose which to keep; nothing is lost until then.</source>
        <translation>同じ項目がここと別の場所で変更されました。残す方を選んでください。それまで何も失われません。</translation>
    </message>
    <message>
        <source>If the same field is changed here and elsewhere, you choose here which words stay.</source>
        <translation>同じ項目がこの端末と別の場所で変更された場合、どちらを残すかをここで選びます。</translation>
    </message>
    <message>
        <source>Questions, corrections, a company account: our support staff answer within 30 days.</source>
        <translation>ご質問、訂正、企業アカウントの申請など。サポート担当が30日以内に回答します。</translation>
    </message>
    <message>
        <source>Write to support</source>
        <translation>サポートに連絡</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>送信(&amp;S)</translation>
    </message>
    <message>
        <source>Sent. Your request has the number %1; the answer comes by mail.</source>
        <translation>送信しました。受付番号は%1です。回答はメールで届きます。</translation>
    </message>
    <message>
        <source>Your request is on its way; the answer will stand here.</source>
        <translation>お問い合わせを送信します。回答はここに表示されます。</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>お問い合わせ %1</translation>
    </message>
    <message>
        <source>Request, on its way</source>
        <translation>お問い合わせ（送信中）</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>労働条件</translation>
    </message>
    <message>
        <source>Openings</source>
        <translation>募集人数</translation>
    </message>
    <message>
        <source>Open until</source>
        <translation>募集期限</translation>
    </message>
    <message>
        <source>About {company}</source>
        <translation>{company}について</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Not stated in full</source>
        <translation>一部未記載</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>未記載</translation>
    </message>
    <message>
        <source>A company</source>
        <translation>企業</translation>
    </message>
    <message>
        <source>Find a conversation</source>
        <translation>やり取りを探す</translation>
    </message>
    <message>
        <source>Company or words</source>
        <translation>会社名または語句</translation>
    </message>
    <message>
        <source>Ask a company about a job, without applying. Your e-mail address is not shown.</source>
        <translation>応募せずに企業へ質問できます。メールアドレスは表示されません。</translation>
    </message>
    <message>
        <source>You withdrew this application. Nothing more can be written about it.</source>
        <translation>この応募は取り下げ済みです。これ以上メッセージは送れません。</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>書く(&amp;W)</translation>
    </message>
    <message>
        <source>No conversation fits this</source>
        <translation>該当するやり取りがありません</translation>
    </message>
    <message>
        <source>Try other words.</source>
        <translation>別の語句でお試しください。</translation>
    </message>
    <message>
        <source>Your e-mail address is not shown to {company}.</source>
        <translation>メールアドレスは{company}に表示されません。</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>When support staff correct something of yours, it stands here, with the reason.</source>
        <translation>サポート担当があなたの記録を訂正すると、理由とともにここに表示されます。</translation>
    </message>
    <message>
        <source>No notices</source>
        <translation>お知らせはありません</translation>
    </message>
    <message>
        <source>Nobody but you changed anything of yours.</source>
        <translation>あなた以外の人による変更はありません。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新着</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>By</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>返信</translation>
    </message>
    <message>
        <source>Answer this notice</source>
        <translation>このお知らせに返答</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>An application</source>
        <translation>応募</translation>
    </message>
    <message>
        <source>A withdrawal</source>
        <translation>辞退</translation>
    </message>
    <message>
        <source>Registering your profile publicly</source>
        <translation>プロフィールの公開登録</translation>
    </message>
    <message>
        <source>Taking your profile off the public pages</source>
        <translation>プロフィールの公開停止</translation>
    </message>
    <message>
        <source>A message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>A change of stage</source>
        <translation>段階の変更</translation>
    </message>
    <message>
        <source>Whose an application is</source>
        <translation>担当者の変更</translation>
    </message>
    <message>
        <source>Labels of an application</source>
        <translation>ラベルの変更</translation>
    </message>
    <message>
        <source>Unblinding applicants</source>
        <translation>ブラインドの解除</translation>
    </message>
    <message>
        <source>Deleting a prepared message</source>
        <translation>定型メッセージの削除</translation>
    </message>
    <message>
        <source>A shared view</source>
        <translation>共有ビュー</translation>
    </message>
    <message>
        <source>Deleting a shared view</source>
        <translation>共有ビューの削除</translation>
    </message>
    <message>
        <source>A note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>A task</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>The record of an export</source>
        <translation>書き出しの記録</translation>
    </message>
    <message>
        <source>That copies were deleted</source>
        <translation>写しを削除したという記録</translation>
    </message>
    <message>
        <source>A request to support</source>
        <translation>サポートへのお問い合わせ</translation>
    </message>
    <message>
        <source>A correction of a record</source>
        <translation>記録の訂正</translation>
    </message>
    <message>
        <source>An answer to a request</source>
        <translation>お問い合わせへの回答</translation>
    </message>
    <message>
        <source>Publishing a job</source>
        <translation>求人の公開</translation>
    </message>
    <message>
        <source>Closing a job</source>
        <translation>求人の終了</translation>
    </message>
    <message>
        <source>Removing a draft or a template</source>
        <translation>下書き・テンプレートの削除</translation>
    </message>
    <message>
        <source>A choice about your data</source>
        <translation>データ利用の選択</translation>
    </message>
    <message>
        <source>An answer to a correction</source>
        <translation>訂正への返答</translation>
    </message>
    <message>
        <source>Changes of your profile</source>
        <translation>プロフィールの変更</translation>
    </message>
    <message>
        <source>Changes of a job</source>
        <translation>求人の変更</translation>
    </message>
    <message>
        <source>Changes of the company&apos;s page</source>
        <translation>会社ページの変更</translation>
    </message>
    <message>
        <source>Changes of a prepared message</source>
        <translation>定型メッセージの変更</translation>
    </message>
    <message>
        <source>A change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>What you did is kept here until the site has it. Nothing is lost while you are offline.</source>
        <translation>サイトに届くまでここに保管されます。オフラインでも何も失われません。</translation>
    </message>
    <message>
        <source>The site has all you did. What you do offline waits here, and can be taken back until it is sent.</source>
        <translation>すべてサイトに届いています。オフラインでの操作はここで送信を待ち、送信されるまで取り消せます。</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>送信待ちはありません</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否されました</translation>
    </message>
    <message>
        <source>{names} and {number} others</source>
        <translation>{names}、ほか{number}件</translation>
    </message>
    <message>
        <source>What you typed goes with the question, and the other version stays. It can be read here again after a sync.</source>
        <translation>入力した内容は質問とともに取り消され、相手の変更が残ります。入力した内容は、同期後にここで再び確認できます。</translation>
    </message>
    <message>
        <source>{deed} ({about})</source>
        <translation>{deed}（{about}）</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>取り消さない</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Can still be undone</source>
        <translation>まだ取り消せます</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>{number} × {deed}</source>
        <translation>{deed}：{number}件</translation>
    </message>
    <message>
        <source>What you typed goes with the question, and the other version stays. Copy what you want to keep: {mine}</source>
        <translation>入力した内容は質問とともに取り消され、相手の変更が残ります。残したい内容はコピーしてください：{mine}</translation>
    </message>
    <message>
        <source>What depends on it is taken back too: {deeds}.</source>
        <translation>これに関連する次の変更も取り消されます：{deeds}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Take all back</source>
        <translation>すべて取り消す</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>そのままにする</translation>
    </message>
    <message>
        <source>About the person</source>
        <translation>本人について</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Jobs whose applicants they see</source>
        <translation>応募者を見せる求人</translation>
    </message>
    <message>
        <source>Choose a role to read what it may see and do.</source>
        <translation>役割を選ぶと、閲覧・操作できる範囲を表示します。</translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation>メンバーを招待</translation>
    </message>
    <message>
        <source>They get a mail with a code that is good once, for a week, and set a password of their own.</source>
        <translation>1週間有効な1回限りのコードをメールで送ります。本人が自分のパスワードを設定します。</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>招待する</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Language of the mail</source>
        <translation>メールの言語</translation>
    </message>
    <message>
        <source>Give this role</source>
        <translation>この役割にする</translation>
    </message>
    <message>
        <source>Role of {name}</source>
        <translation>{name}さんの役割</translation>
    </message>
    <message>
        <source>They can then change everything, this team and your own role too. A company may have several owners.</source>
        <translation>チームやあなたの役割も含め、すべてを変更できるようになります。オーナーは複数いても構いません。</translation>
    </message>
    <message>
        <source>You give up being an owner: only another owner can make you one again.</source>
        <translation>オーナーではなくなります。元に戻せるのは、ほかのオーナーだけです。</translation>
    </message>
    <message>
        <source>End a membership</source>
        <translation>メンバーから外す</translation>
    </message>
    <message>
        <source>End the membership</source>
        <translation>メンバーから外す</translation>
    </message>
    <message>
        <source>Who gets their jobs and open tasks</source>
        <translation>担当求人と未完了のタスクを引き継ぐメンバー</translation>
    </message>
    <message>
        <source>Leave the company</source>
        <translation>この企業から抜ける</translation>
    </message>
    <message>
        <source>End the membership of {name}</source>
        <translation>{name}さんをメンバーから外す</translation>
    </message>
    <message>
        <source>You will see nothing of this company any more, and what this computer holds of it is deleted. What you wrote stays, as by a former member. This cannot be taken back. Your account stays, and you can delete it.</source>
        <translation>この企業の情報は一切見られなくなり、このコンピューターにある情報は削除されます。書いた内容は「退任したメンバー」のものとして残ります。取り消しはできません。アカウントは残り、ご自分で削除できます。</translation>
    </message>
    <message>
        <source>Nothing yet. What you enter appears here as others will read it.</source>
        <translation>まだ何もありません。入力した内容が、ほかの人に見える形でここに表示されます。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>文字サイズ(&amp;Z)</translation>
    </message>
    <message>
        <source>Single letters act in lists (&amp;J, K, E …)</source>
        <translation>一覧で1文字キーを使う（J、K、Eなど）(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Keys of this command</source>
        <translation>このコマンドのキー(&amp;K)</translation>
    </message>
    <message>
        <source>Re&amp;set to default</source>
        <translation>初期設定に戻す(&amp;S)</translation>
    </message>
    <message>
        <source>No ke&amp;ys</source>
        <translation>キーなし(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>コマンド(&amp;C)</translation>
    </message>
    <message>
        <source>These keys belong to “{command}”. Take them away there first.</source>
        <translation>このキーは「{command}」で使われています。先にそちらを外してください。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送信失敗</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>やり取り</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>{name}へのメッセージ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Welcome to Izanau</source>
        <translation>Izanauへようこそ</translation>
    </message>
    <message>
        <source>People from all over the world and companies in Japan find each other here.</source>
        <translation>世界中の人と日本の企業が出会う場所です。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>&amp;Start my profile on this computer</source>
        <translation>このコンピューターでプロフィールを書き始める(&amp;S)</translation>
    </message>
    <message>
        <source>Works offline, at once. Nothing is sent anywhere until you sign up.</source>
        <translation>オフラインですぐに始められます。登録するまで何も送信されません。</translation>
    </message>
    <message>
        <source>I &amp;have an account</source>
        <translation>アカウントを持っています(&amp;H)</translation>
    </message>
    <message>
        <source>Sign in, and your profile and applications come along.</source>
        <translation>サインインすると、プロフィールと応募が引き継がれます。</translation>
    </message>
    <message>
        <source>Sign &amp;up</source>
        <translation>新規登録(&amp;U)</translation>
    </message>
    <message>
        <source>Read the privacy policy, agree, confirm your e-mail address.</source>
        <translation>プライバシーポリシーを読んで同意し、メールアドレスを確認します。</translation>
    </message>
    <message>
        <source>&amp;Just look: jobs</source>
        <translation>求人を見るだけ(&amp;J)</translation>
    </message>
    <message>
        <source>All jobs and companies, without an account.</source>
        <translation>アカウントなしで、すべての求人と企業を見られます。</translation>
    </message>
    <message>
        <source>I h&amp;ire</source>
        <translation>採用したい(&amp;I)</translation>
    </message>
    <message>
        <source>Ask for a company account; our support staff set it up.</source>
        <translation>企業アカウントを申請してください。サポート担当が用意します。</translation>
    </message>
    <message>
        <source>&amp;Try the demo</source>
        <translation>デモを試す(&amp;T)</translation>
    </message>
    <message>
        <source>A site of its own with made-up people, on this computer only.</source>
        <translation>このコンピューターだけで動く、架空の人々のサイトです。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>サインイン(&amp;I)</translation>
    </message>
    <message>
        <source>I &amp;forgot my password</source>
        <translation>パスワードを忘れました(&amp;F)</translation>
    </message>
    <message>
        <source>First the privacy policy: it says what is kept, who sees it, and how you delete it again.</source>
        <translation>まずプライバシーポリシーをお読みください。何が保存され、誰が見て、どう削除できるかが書かれています。</translation>
    </message>
    <message>
        <source>Privacy policy</source>
        <translation>プライバシーポリシー</translation>
    </message>
    <message>
        <source>I have read the privacy policy and &amp;agree to it</source>
        <translation>プライバシーポリシーを読み、同意します(&amp;A)</translation>
    </message>
    <message>
        <source>I have read the privacy policy (version %1) and &amp;agree to it</source>
        <translation>プライバシーポリシー（%1版）を読み、同意します(&amp;A)</translation>
    </message>
    <message>
        <source>To sign up, read the privacy policy and tick the box above.</source>
        <translation>登録するには、プライバシーポリシーを読み、上の欄にチェックを入れてください。</translation>
    </message>
    <message>
        <source>The site&apos;s policy must be read first; the site could not be reached yet, and is asked again by itself.</source>
        <translation>まずサイトのポリシーを読む必要があります。サイトに接続できないため、自動で再試行しています。</translation>
    </message>
    <message>
        <source>Confirm your e-mail address</source>
        <translation>メールアドレスの確認</translation>
    </message>
    <message>
        <source>A code is on its way to %1. Until it is confirmed you can write your profile, but not apply.</source>
        <translation>%1にコードを送りました。確認が済むまで、プロフィールは書けますが応募はできません。</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>確認(&amp;C)</translation>
    </message>
    <message>
        <source>Send the code &amp;again</source>
        <translation>コードを再送(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>あとで(&amp;L)</translation>
    </message>
    <message>
        <source>Your data cannot be opened</source>
        <translation>データを開けません</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>再試行(&amp;A)</translation>
    </message>
    <message>
        <source>Another &amp;way in</source>
        <translation>別の入り方(&amp;W)</translation>
    </message>
    <message>
        <source>Wording to look at</source>
        <translation>見直したい表現</translation>
    </message>
    <message>
        <source>{field} ({language})</source>
        <translation>{field}（{language}）</translation>
    </message>
    <message>
        <source>{words} in: {field}</source>
        <translation>{words}：{field}</translation>
    </message>
    <message>
        <source>Why do you open this record?</source>
        <translation>この記録を開く理由</translation>
    </message>
    <message>
        <source>Your look is logged with this reason, and its owner can see it.</source>
        <translation>閲覧は理由とともに記録され、本人も確認できます。</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>記録を開く</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Mend one field</source>
        <translation>1項目を訂正</translation>
    </message>
    <message>
        <source>The owner is told the old and the new value, your reason and your explanation, and can answer.</source>
        <translation>本人には、変更前後の値、理由、説明が通知され、本人は返答できます。</translation>
    </message>
    <message>
        <source>Mend and tell the owner</source>
        <translation>訂正して本人に知らせる</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Explanation for the owner</source>
        <translation>本人への説明</translation>
    </message>
    <message>
        <source>Old value</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>This is what stands there already.</source>
        <translation>すでに同じ値です。</translation>
    </message>
    <message>
        <source>Leave it empty to take the value away.</source>
        <translation>空にすると値を削除します。</translation>
    </message>
    <message>
        <source>Nothing stands in this record.</source>
        <translation>この記録には何もありません。</translation>
    </message>
    <message>
        <source>The record as its owner sees it</source>
        <translation>本人に見える記録</translation>
    </message>
    <message>
        <source>Looks and edits</source>
        <translation>閲覧と訂正</translation>
    </message>
    <message>
        <source>The last {number}, newest first</source>
        <translation>直近{number}件（新しい順）</translation>
    </message>
    <message>
        <source>e-mail address not confirmed</source>
        <translation>メールアドレス未確認</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>チーム</translation>
    </message>
    <message>
        <source>Who works with your applicants, and what each of them sees.</source>
        <translation>応募者を担当するメンバーと、それぞれが見られる範囲です。</translation>
    </message>
    <message>
        <source>Your membership of the company has ended. What this computer held of it is deleted.</source>
        <translation>企業のメンバーとしての登録は終了しました。このコンピューターにあった企業の情報は削除されています。</translation>
    </message>
    <message>
        <source>No company</source>
        <translation>所属企業なし</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>招待…</translation>
    </message>
    <message>
        <source>Only an owner of the company changes the team.</source>
        <translation>チームを変更できるのは企業のオーナーだけです。</translation>
    </message>
    <message>
        <source>Invited, not here yet</source>
        <translation>招待中</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（自分）</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>{day}から</translation>
    </message>
    <message>
        <source>invited by {name}</source>
        <translation>招待：{name}</translation>
    </message>
    <message>
        <source>sees {jobs}</source>
        <translation>担当：{jobs}</translation>
    </message>
    <message>
        <source>Change role…</source>
        <translation>役割を変更…</translation>
    </message>
    <message>
        <source>End membership…</source>
        <translation>チームから外す…</translation>
    </message>
    <message>
        <source>Change the role of {name}</source>
        <translation>{name}さんの役割を変える</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>抜ける…</translation>
    </message>
    <message>
        <source>good until {time}</source>
        <translation>{time}まで有効</translation>
    </message>
    <message>
        <source>Cancel the invitation</source>
        <translation>招待を取り消す</translation>
    </message>
    <message>
        <source>Withdraw the invitation of {name}</source>
        <translation>{name}さんの招待を取り消す</translation>
    </message>
    <message>
        <source>Invited: {name}</source>
        <translation>招待しました：{name}</translation>
    </message>
    <message>
        <source>The invitation is withdrawn</source>
        <translation>招待を取り消しました</translation>
    </message>
    <message>
        <source>The role is changed</source>
        <translation>役割を変えました</translation>
    </message>
    <message>
        <source>The membership has ended</source>
        <translation>メンバーから外しました</translation>
    </message>
    <message>
        <source>Invitations are told by the site alone. {why}</source>
        <translation>招待中の一覧はサイトにだけあります。{why}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>公開</translation>
    </message>
    <message>
        <source>not public</source>
        <translation>非公開</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Find a record</source>
        <translation>記録を探す</translation>
    </message>
    <message>
        <source>E-mail address, name or id</source>
        <translation>メールアドレス・氏名・ID</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>見つかった記録</translation>
    </message>
    <message>
        <source>Find a record, then say why you open it.</source>
        <translation>記録を探し、開く理由を入力してください。</translation>
    </message>
    <message>
        <source>No record open</source>
        <translation>開いている記録はありません</translation>
    </message>
    <message>
        <source>&amp;Mend…</source>
        <translation>訂正(&amp;M)…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Try the whole e-mail address, or part of the name.</source>
        <translation>メールアドレス全体、または氏名の一部でお試しください。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>記録%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>An e-mail address or an id finds exactly, a name by its parts. A request is found by #number.</source>
        <translation>メールアドレスとIDは完全一致、氏名は一部でも探せます。お問い合わせは #番号 で探せます。</translation>
    </message>
    <message>
        <source>Whose record?</source>
        <translation>どなたの記録ですか</translation>
    </message>
    <message>
        <source>You are offline. Records are looked up at the site and are not kept on this computer.</source>
        <translation>オフラインです。記録はサイトで検索し、このコンピューターには保存しません。</translation>
    </message>
    <message>
        <source>You are offline. A record can only be opened at the site, which logs the look.</source>
        <translation>オフラインです。記録は、閲覧を記録するサイトでのみ開けます。</translation>
    </message>
    <message>
        <source>The account that you had open is not being erased. {why}</source>
        <translation>先ほど開いていたアカウントは削除されません。{why}</translation>
    </message>
    <message>
        <source>The account is being erased; the person is told by mail.</source>
        <translation>アカウントの削除を開始しました。本人にメールで通知します。</translation>
    </message>
    <message>
        <source>The owner is told.</source>
        <translation>本人に通知しました。</translation>
    </message>
    <message>
        <source>Waits to be sent; the owner is told as soon as it is.</source>
        <translation>送信待ちです。送信されると本人に通知されます。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Job seeker</source>
        <translation>求職者</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Job advertisement</source>
        <translation>求人</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>お問い合わせ</translation>
    </message>
    <message>
        <source>No request chosen</source>
        <translation>お問い合わせが選択されていません</translation>
    </message>
    <message>
        <source>Request and answers</source>
        <translation>お問い合わせと回答</translation>
    </message>
    <message>
        <source>The person</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>{who}: {text}</source>
        <translation>{who}：{text}</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>a former member of staff</source>
        <translation>元サポート担当</translation>
    </message>
    <message>
        <source>{who} mended {field}</source>
        <translation>{who}が{field}を訂正</translation>
    </message>
    <message>
        <source>{who} looked</source>
        <translation>{who}が閲覧</translation>
    </message>
    <message>
        <source>{reason}: {text}</source>
        <translation>{reason}：{text}</translation>
    </message>
    <message>
        <source>On this computer only</source>
        <translation>このコンピューターのみ</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>変更の衝突%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused</source>
        <translation>
            <numerusform>拒否された変更%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>再度サインインしてください</translation>
    </message>
    <message>
        <source>Please read and agree to the privacy policy</source>
        <translation>プライバシーポリシーをお読みのうえ同意してください</translation>
    </message>
    <message>
        <source>The privacy policy has changed: please read it</source>
        <translation>プライバシーポリシーが変わりました。お読みください</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>%1からオフライン</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>送信待ち%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>同期中…</translation>
    </message>
    <message>
        <source>All synced %1</source>
        <translation>同期済み（%1）</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n分前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n時間前</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve a company account</source>
        <translation>企業アカウントを承認</translation>
    </message>
    <message>
        <source>The site makes the company and its owner&apos;s account; the owner gets a mail to set a password.</source>
        <translation>サイトが会社とオーナーのアカウントを作成します。オーナーにはパスワード設定のメールが届きます。</translation>
    </message>
    <message>
        <source>Make the company</source>
        <translation>会社を作成</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>会社名</translation>
    </message>
    <message>
        <source>Name of its owner</source>
        <translation>オーナーの氏名</translation>
    </message>
    <message>
        <source>E-mail address of its owner</source>
        <translation>オーナーのメールアドレス</translation>
    </message>
    <message>
        <source>Find a request</source>
        <translation>お問い合わせを探す</translation>
    </message>
    <message>
        <source>Words, name or e-mail address</source>
        <translation>語句・氏名・メールアドレス</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) · newest first</source>
        <translation>
            <numerusform>お問い合わせ%n件・新しい順</numerusform>
        </translation>
    </message>
    <message>
        <source>No request fits this</source>
        <translation>該当するお問い合わせがありません</translation>
    </message>
    <message>
        <source>What people write with the contact form appears here.</source>
        <translation>お問い合わせフォームからの連絡がここに表示されます。</translation>
    </message>
    <message>
        <source>No requests</source>
        <translation>お問い合わせはありません</translation>
    </message>
    <message>
        <source>Only {state}</source>
        <translation>{state}のみ</translation>
    </message>
    <message>
        <source>Add a &amp;language</source>
        <translation>言語を追加(&amp;L)</translation>
    </message>
    <message>
        <source>Add a &amp;school</source>
        <translation>学校を追加(&amp;S)</translation>
    </message>
    <message>
        <source>Add &amp;work experience</source>
        <translation>職歴を追加(&amp;W)</translation>
    </message>
    <message>
        <source>Add a s&amp;kill</source>
        <translation>スキルを追加(&amp;K)</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>プレビュー(&amp;V)</translation>
    </message>
    <message>
        <source>Ne&amp;xt line</source>
        <translation>次の行(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous line</source>
        <translation>前の行(&amp;P)</translation>
    </message>
    <message>
        <source>New &amp;task</source>
        <translation>新しいタスク(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Snooze…</source>
        <translation>後で(&amp;S)…</translation>
    </message>
    <message>
        <source>Move wit&amp;h a message…</source>
        <translation>メッセージを添えて段階を変更(&amp;H)…</translation>
    </message>
    <message>
        <source>Add a tas&amp;k</source>
        <translation>タスクを追加(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation>担当する(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Give to…</source>
        <translation>担当者を変更(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Labels…</source>
        <translation>ラベル(&amp;L)…</translation>
    </message>
    <message>
        <source>Un&amp;blind…</source>
        <translation>ブラインド解除(&amp;B)…</translation>
    </message>
    <message>
        <source>Choose all &amp;found</source>
        <translation>見つかった全員を選択(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Let go of those chosen</source>
        <translation>選択を解除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Order…</source>
        <translation>並び順(&amp;O)…</translation>
    </message>
    <message>
        <source>As a tabl&amp;e</source>
        <translation>表で見る(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Peek</source>
        <translation>プロフィールを横に出す(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Columns of the table…</source>
        <translation>表の列(&amp;C)…</translation>
    </message>
    <message>
        <source>To the &amp;next stage</source>
        <translation>次の段階へ(&amp;N)</translation>
    </message>
    <message>
        <source>To the stage &amp;before</source>
        <translation>前の段階へ(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Move to…</source>
        <translation>移動先(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Open the applicant</source>
        <translation>応募者を開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Views…</source>
        <translation>ビュー(&amp;V)…</translation>
    </message>
    <message>
        <source>Save this vie&amp;w…</source>
        <translation>このビューを保存(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Both languages</source>
        <translation>両方の言語(&amp;B)</translation>
    </message>
    <message>
        <source>Keep as a &amp;template</source>
        <translation>テンプレートとして保存(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;From a template…</source>
        <translation>テンプレートから(&amp;F)…</translation>
    </message>
    <message>
        <source>New job from this te&amp;mplate</source>
        <translation>このテンプレートから求人を作成(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Invite…</source>
        <translation>招待(&amp;I)…</translation>
    </message>
    <message>
        <source>Ne&amp;xt request</source>
        <translation>次のお問い合わせ(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous request</source>
        <translation>前のお問い合わせ(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Open the record</source>
        <translation>記録を開く(&amp;O)</translation>
    </message>
    <message>
        <source>Appro&amp;ve…</source>
        <translation>承認(&amp;V)…</translation>
    </message>
    <message>
        <source>Give it an o&amp;wner…</source>
        <translation>オーナーを指名(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Close the request</source>
        <translation>お問い合わせを完了(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Erase at the person&apos;s request…</source>
        <translation>本人の依頼により削除(&amp;E)…</translation>
    </message>
    <message>
        <source>Request {number} answered</source>
        <translation>お問い合わせ{number}に回答しました</translation>
    </message>
    <message>
        <source>Request {number} closed</source>
        <translation>お問い合わせ{number}を完了しました</translation>
    </message>
    <message>
        <source>Request #{number}</source>
        <translation>お問い合わせ #{number}</translation>
    </message>
    <message>
        <source>{company} is made; {email} has a mail to set a password.</source>
        <translation>{company}を作成しました。{email}にパスワード設定のメールを送りました。</translation>
    </message>
    <message>
        <source>{email} has a mail, and is the owner once they accept; the company&apos;s people are told.</source>
        <translation>{email}にメールで依頼しました。承諾後にオーナーになります。企業のメンバーにも知らせました。</translation>
    </message>
    <message>
        <source>{email} is the owner now; the company&apos;s people are told by mail.</source>
        <translation>{email}がオーナーになりました。企業のメンバーにメールで知らせました。</translation>
    </message>
    <message>
        <source>Clear the field</source>
        <translation>入力を消す</translation>
    </message>
    <message>
        <source>The correction goes out in ten seconds</source>
        <translation>訂正は10秒後に送られます</translation>
    </message>
    <message>
        <source>Your request goes out in ten seconds</source>
        <translation>お問い合わせは10秒後に送信されます</translation>
    </message>
    <message>
        <source>Your answer goes out in ten seconds</source>
        <translation>回答は10秒後に送信されます</translation>
    </message>
    <message>
        <source>Name, skill, any word… or stage:interview</source>
        <translation>氏名・スキル、stage:面接</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Requests appear here after the first sync.</source>
        <translation>最初の同期が終わると、お問い合わせがここに表示されます。</translation>
    </message>
    <message>
        <source>Applicants appear here after the first sync.</source>
        <translation>最初の同期が終わると、応募者がここに表示されます。</translation>
    </message>
    <message>
        <source>Accounts on this computer</source>
        <translation>このコンピューターのアカウント</translation>
    </message>
    <message>
        <source>Acc&amp;ounts on this computer…</source>
        <translation>このコンピューターのアカウント(&amp;O)…</translation>
    </message>
    <message>
        <source>Sign in to another account…</source>
        <translation>別のアカウントでサインイン…</translation>
    </message>
    <message>
        <source>open here</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>A profile without an account</source>
        <translation>アカウントなしのプロフィール</translation>
    </message>
    <message>
        <source>An account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Only on this computer</source>
        <translation>このコンピューターだけにあります</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>切り替える</translation>
    </message>
    <message>
        <source>Switch to {account}</source>
        <translation>{account}に切り替える</translation>
    </message>
    <message>
        <source>Sign out: {account}</source>
        <translation>サインアウト：{account}</translation>
    </message>
    <message>
        <source>Try again: {account}</source>
        <translation>再試行：{account}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Remove from this computer: {account}</source>
        <translation>このコンピューターから削除：{account}</translation>
    </message>
    <message>
        <source>What was sent is safe at the site. Changes that never left this computer would be gone.</source>
        <translation>送信済みの内容はサイトに残ります。このコンピューターから送られていない変更は失われます。</translation>
    </message>
    <message>
        <source>Remove it for good</source>
        <translation>完全に削除する</translation>
    </message>
    <message>
        <source>{account} is signed out and removed from this computer.</source>
        <translation>{account}をサインアウトし、このコンピューターから削除しました。</translation>
    </message>
    <message>
        <source>Opening the account…</source>
        <translation>アカウントを開いています…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open: {account}</source>
        <translation>開く：{account}</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>まだ同期していません</translation>
    </message>
    <message>
        <source>for this session only</source>
        <translation>今回だけ（保存なし）</translation>
    </message>
    <message>
        <source>Forgotten password</source>
        <translation>パスワードを忘れた場合</translation>
    </message>
    <message>
        <source>A code comes by e-mail. With it you choose a new password; every device is signed out then.</source>
        <translation>確認コードをメールでお送りします。そのコードで新しいパスワードを設定できます。設定すると、すべての端末からサインアウトします。</translation>
    </message>
    <message>
        <source>&amp;Send the code</source>
        <translation>コードを送る(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Set the password</source>
        <translation>パスワードを設定(&amp;S)</translation>
    </message>
    <message>
        <source>If there is an account of this address, a code is on its way to it.</source>
        <translation>このアドレスのアカウントがあれば、確認コードを送りました。</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>資格・試験</translation>
    </message>
    <message>
        <source>Add a certificate</source>
        <translation>資格・試験を追加</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>資格・試験</translation>
    </message>
    <message>
        <source>Remove this certificate</source>
        <translation>この資格・試験を削除</translation>
    </message>
    <message>
        <source>Which site?</source>
        <translation>どのサイトを使いますか？</translation>
    </message>
    <message>
        <source>This program works with any Izanau site. Enter the address of yours; it is asked only this once.</source>
        <translation>このプログラムは、どのIzanauサイトでも使えます。お使いのサイトのアドレスを入力してください。お尋ねするのは今回だけです。</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>続ける(&amp;G)</translation>
    </message>
    <message>
        <source>Languages and skills</source>
        <translation>言語・スキル</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>本人について</translation>
    </message>
    <message>
        <source>Drag to move, or press Alt and an arrow key</source>
        <translation>ドラッグ、または Alt と矢印キーで移動</translation>
    </message>
    <message>
        <source>{deed}  Ctrl+Enter</source>
        <translation>{deed}  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>問題が起きました</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Something went wrong in this program</source>
        <translation>このプログラムで問題が起きました</translation>
    </message>
    <message>
        <source>A part of it met an error that it did not expect. What you typed is kept; if something here no longer works, close the window and open it again.</source>
        <translation>プログラムの一部で予期しないエラーが起きました。入力した内容は保存されています。動かない部分がある場合は、ウィンドウを閉じて開き直してください。</translation>
    </message>
    <message>
        <source>Nothing was sent to anybody. The report below says where in the program it happened, and holds no name, no address and nothing that you wrote. You can send it to us if you like.</source>
        <translation>どこにも送信していません。下のレポートはプログラムのどこで起きたかを示すもので、氏名、アドレス、書いた内容は一切含みません。よろしければお送りください。</translation>
    </message>
    <message>
        <source>&amp;Write to us with it</source>
        <translation>レポートを添えて問い合わせる(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>Only what you switch on here. You can switch it off at any time; it then stops at once.</source>
        <translation>ここでオンにしたものだけに利用されます。いつでもオフにでき、すぐに停止します。</translation>
    </message>
    <message>
        <source>chosen {time}</source>
        <translation>{time} に選択</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>選択済み</translation>
    </message>
    <message>
        <source>never chosen</source>
        <translation>未選択</translation>
    </message>
    <message>
        <source>Where you are signed in. A device that you end loses all of this account&apos;s data with its next sync.</source>
        <translation>サインイン中の端末です。終了した端末からは、次の同期でこのアカウントのデータがすべて消えます。</translation>
    </message>
    <message>
        <source>last seen {time}</source>
        <translation>最終利用 {time}</translation>
    </message>
    <message>
        <source>signed in {time}</source>
        <translation>サインイン {time}</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新しいメッセージ</translation>
    </message>
    <message>
        <source>A message that stands ready when you reject somebody, or that goes out by itself when somebody applies.</source>
        <translation>見送りのときに用意されるメッセージや、応募があったときに自動で送るメッセージを作れます。</translation>
    </message>
    <message>
        <source>Sent by itself</source>
        <translation>自動送信</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>後で</translation>
    </message>
    <message>
        <source>Snooze: {task}</source>
        <translation>後で：{task}</translation>
    </message>
    <message>
        <source>Reasons for rejection</source>
        <translation>見送りの理由</translation>
    </message>
    <message>
        <source>One of them is given with each rejection. Only your company sees them.</source>
        <translation>見送りのたびに、この中から1つを選びます。社外には表示されません。</translation>
    </message>
    <message>
        <source>New reason</source>
        <translation>新しい理由</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>使用停止</translation>
    </message>
    <message>
        <source>Earlier: {name}</source>
        <translation>前へ：{name}</translation>
    </message>
    <message>
        <source>Later: {name}</source>
        <translation>後へ：{name}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>使用停止にする</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Use {name} again</source>
        <translation>{name}の使用を再開</translation>
    </message>
    <message>
        <source>Retire {name}</source>
        <translation>{name}を使用停止にする</translation>
    </message>
    <message>
        <source>Reason ({language})</source>
        <translation>理由（{language}）</translation>
    </message>
    <message>
        <source>Past rejections are told by the new words too. To mean something else, retire it and add another one.</source>
        <translation>過去の見送りの表示も新しい文言に変わります。別の意味にするときは、使用を停止して新しい理由を追加してください。</translation>
    </message>
    <message>
        <source>Change: {task}</source>
        <translation>変更：{task}</translation>
    </message>
    <message>
        <source>Open: {task}</source>
        <translation>開く：{task}</translation>
    </message>
    <message>
        <source>Snooze until</source>
        <translation>再表示する日</translation>
    </message>
    <message>
        <source>Tomorrow, {day}</source>
        <translation>明日（{day}）</translation>
    </message>
    <message>
        <source>Next week, {day}</source>
        <translation>来週（{day}）</translation>
    </message>
    <message>
        <source>Another day…</source>
        <translation>ほかの日…</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>{name}を変更</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存したビュー</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>ビューの名前</translation>
    </message>
    <message>
        <source>Job, words, stages, order and columns, for you on this computer.</source>
        <translation>求人・検索語・段階・並び順・列。自分だけが使えます。</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>このビューを保存…</translation>
    </message>
    <message>
        <source>Rename or delete…</source>
        <translation>名前の変更・削除…</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>名前の変更</translation>
    </message>
    <message>
        <source>S&amp;hare with the company</source>
        <translation>会社で共有する(&amp;H)</translation>
    </message>
    <message>
        <source>Shared by your company</source>
        <translation>会社の共有ビュー</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>このビューを保存</translation>
    </message>
    <message>
        <source>No saved views</source>
        <translation>保存したビューはありません</translation>
    </message>
    <message>
        <source>Share, rename or delete…</source>
        <translation>共有・名前の変更・削除…</translation>
    </message>
    <message>
        <source>For everyone who sees these applicants; no filter by name, note or message. Its words stay, whoever is deleted: name nobody in them.</source>
        <translation>この応募者を閲覧できる全員に表示されます（氏名・メモ・メッセージの絞り込みは不可）。個人が削除されても言葉は残ります。個人を特定する言葉は書かないでください。</translation>
    </message>
    <message>
        <source>{name} (its job is gone)</source>
        <translation>{name}（求人は削除されました）</translation>
    </message>
    <message>
        <source>{name} (not all of it is known here)</source>
        <translation>{name}（一部に未対応の条件）</translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation>{name}（共有）</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name}の名前を変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name}を削除</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Share {name} with the company</source>
        <translation>{name}を会社で共有</translation>
    </message>
    <message>
        <source>{name}: deleted</source>
        <translation>{name}：削除しました</translation>
    </message>
    <message>
        <source>Not sent: another one is</source>
        <translation>送信されません：別のものが送信されます</translation>
    </message>
    <message>
        <source>Send it by itself when somebody applies</source>
        <translation>応募があったときに自動で送る</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Text ({language})</source>
        <translation>本文（{language}）</translation>
    </message>
    <message>
        <source>{places} are filled in for each applicant, in the language of the text.</source>
        <translation>{places} は応募者ごとに、本文の言語で埋められます。</translation>
    </message>
    <message>
        <source>Discard what was not saved</source>
        <translation>保存していない内容を破棄</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>A single thing is deleted where it stands. Everything is deleted here, and cannot be brought back.</source>
        <translation>個々の内容は、それぞれの場所で削除できます。すべての削除はここで行い、元に戻せません。</translation>
    </message>
    <message>
        <source>Delete &amp;everything…</source>
        <translation>すべて削除(&amp;E)…</translation>
    </message>
    <message>
        <source>A part of my profile</source>
        <translation>プロフィールの一部</translation>
    </message>
    <message>
        <source>&amp;Keep my account</source>
        <translation>アカウントを残す(&amp;K)</translation>
    </message>
    <message>
        <source>You are the only owner of {company}. Without you nobody there can invite people or change roles until support staff found out whose it is; its jobs and applicants stay. Make somebody else an owner first?</source>
        <translation>{company}のオーナーはあなただけです。あなたがいなくなると、サポート担当が責任者を確認するまで、招待や役割の変更は誰にもできません（求人と応募者の情報は残ります）。先に別のメンバーをオーナーにしますか？</translation>
    </message>
    <message>
        <source>Open the &amp;team</source>
        <translation>チームを開く(&amp;T)</translation>
    </message>
    <message>
        <source>Your account stays. Companies see you again.</source>
        <translation>アカウントは残ります。企業からも再び見えるようになりました。</translation>
    </message>
    <message>
        <source>Who can see what</source>
        <translation>だれに何が見えるか</translation>
    </message>
    <message>
        <source>What others see of you at this moment. Nobody else sees anything.</source>
        <translation>現在、他の人に見えている内容です。これ以外の人には何も見えません。</translation>
    </message>
    <message>
        <source>See it as they do</source>
        <translation>相手の見え方で確認</translation>
    </message>
    <message>
        <source>See it as they do: {who}</source>
        <translation>相手の見え方で確認：{who}</translation>
    </message>
    <message>
        <source>What I agreed to</source>
        <translation>同意した内容</translation>
    </message>
    <message>
        <source>Every agreement, with the words that you saw. None was made for you, and none is ever changed.</source>
        <translation>あなたが行ったすべての同意と、そのとき表示された文言です。代わりに同意されたものはなく、後から変更されることもありません。</translation>
    </message>
    <message>
        <source>policy in force agreed to</source>
        <translation>現行の方針に同意済み</translation>
    </message>
    <message>
        <source>a newer policy is in force</source>
        <translation>新しい方針が施行されています</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>まだありません。</translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation>{time} 終了</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>policy of {version}</source>
        <translation>方針 {version} 版</translation>
    </message>
    <message>
        <source>Take back: {agreement}</source>
        <translation>取り消す：{agreement}</translation>
    </message>
    <message>
        <source>Asking the site…</source>
        <translation>サイトに問い合わせています…</translation>
    </message>
    <message>
        <source>As the site told it on {time}.</source>
        <translation>{time} 時点のサイトの情報です。</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度問い合わせる</translation>
    </message>
    <message>
        <source>As the site told it on {time}. {why}</source>
        <translation>{time} 時点のサイトの情報です。{why}</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>残り%n件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>What is held about you, who sees it and why; and how you change, take away or end it.</source>
        <translation>あなたについて何が保存され、だれがなぜ見るのか。変更・取り消し・終了もここから行えます。</translation>
    </message>
    <message>
        <source>You have no account, so no site holds anything about you. What you write stays on this computer.</source>
        <translation>アカウントがないため、サイトはあなたの情報を何も保存していません。入力した内容はこのコンピューターだけに残ります。</translation>
    </message>
    <message>
        <source>Nothing is held about you</source>
        <translation>あなたの情報は保存されていません</translation>
    </message>
    <message>
        <source>Matters of privacy</source>
        <translation>プライバシーの項目</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>While paused, your profile is not public, companies no longer see your applications, your address or your messages, and your data is used for no purpose. Nothing is deleted.</source>
        <translation>一時停止中は、プロフィールは公開されず、企業には応募・メールアドレス・メッセージが見えなくなり、データはどの目的にも利用されません。何も削除されません。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>一時停止(&amp;U)</translation>
    </message>
    <message>
        <source>Resume the use of my data</source>
        <translation>データの利用を再開</translation>
    </message>
    <message>
        <source>Pause the use of my data</source>
        <translation>データの利用を一時停止</translation>
    </message>
    <message>
        <source>&amp;Lock this window</source>
        <translation>このウィンドウをロック(&amp;L)</translation>
    </message>
    <message>
        <source>{account} is signed in here. Syncing goes on; nothing is lost.</source>
        <translation>{account}がサインインしています。同期は続いており、何も失われません。</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>ロックを解除(&amp;U)</translation>
    </message>
    <message>
        <source>Use my &amp;password</source>
        <translation>パスワードを使う(&amp;P)</translation>
    </message>
    <message>
        <source>Another &amp;account</source>
        <translation>別のアカウント(&amp;A)</translation>
    </message>
    <message>
        <source>P&amp;IN</source>
        <translation>PIN(&amp;I)</translation>
    </message>
    <message>
        <source>Pass&amp;word of your account</source>
        <translation>アカウントのパスワード(&amp;W)</translation>
    </message>
    <message>
        <source>The site checks it, so the network is needed. With a PIN, set in the settings, it is not.</source>
        <translation>サイトで確認するため、ネットワーク接続が必要です。設定でPINを決めておけば、接続なしで解除できます。</translation>
    </message>
    <message>
        <source>The records of people were removed from this computer</source>
        <translation>応募者などの情報はこのコンピューターから削除されました</translation>
    </message>
    <message>
        <source>These records are locked</source>
        <translation>この情報はロックされています</translation>
    </message>
    <message>
        <source>Whoever is in these records may have changed, withdrawn or deleted something since. A computer that has not heard of it for a while must not go on showing it: that is what people are promised.</source>
        <translation>記録されているご本人が、その後に変更、辞退、削除をしている可能性があります。長い間それを受け取っていないコンピューターでは、表示を続けないことをご本人に約束しています。</translation>
    </message>
    <message>
        <source>Sign in with the same account: the records open again, as they are now, and what waits is sent.</source>
        <translation>同じアカウントでサインインしてください。記録は最新の状態で再び開き、未送信の変更も送信されます。</translation>
    </message>
    <message>
        <source>Connect to the network and sync: the records open again, as they are now.</source>
        <translation>ネットワークに接続して同期すると、最新の内容で再び開きます。</translation>
    </message>
    <message>
        <source>&amp;Sign in again</source>
        <translation>もう一度サインイン(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of yours wait to be sent.</source>
        <translation>
            <numerusform>未送信の変更が%n件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>They are lost if this computer is not synced by {moment}.</source>
        <translation>{moment}までに同期しないと失われます。</translation>
    </message>
    <message>
        <source>The last sync is more than 14 days ago.</source>
        <translation>最後の同期から14日以上経っています。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was put back, so it cannot tell how old the last sync is.</source>
        <translation>このコンピューターの時計が戻されたため、最後の同期からの経過時間を判断できません。</translation>
    </message>
    <message>
        <source>The site does not know that you are signed in on this computer: it may have been restored from a backup.</source>
        <translation>サイトは、このコンピューターでサインインしていることを認識していません。サイトがバックアップから復元された可能性があります。</translation>
    </message>
    <message>
        <source>The last sync was on {moment}, longer ago than the site allows.</source>
        <translation>最後の同期は{moment}で、サイトが認める期間を過ぎています。</translation>
    </message>
    <message>
        <source>On {moment} they are removed from this computer.</source>
        <translation>{moment}にこのコンピューターから削除されます。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>This window shows other people&apos;s records, so it locks when nobody uses it, and with Ctrl+L. The PIN opens it without the network, also when the program starts; without one the account&apos;s password is asked.</source>
        <translation>このウィンドウには他の方の情報が表示されるため、しばらく操作がないとき、またはCtrl+Lでロックされます。PINを決めておくと、起動時も含めてネットワークなしで解除できます。PINがない場合は、アカウントのパスワードで解除します。</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n分</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock a&amp;fter</source>
        <translation>ロックまでの時間(&amp;F)</translation>
    </message>
    <message>
        <source>New PIN, si&amp;x characters or more</source>
        <translation>新しいPIN（6文字以上）(&amp;X)</translation>
    </message>
    <message>
        <source>The same a&amp;gain</source>
        <translation>もう一度(&amp;G)</translation>
    </message>
    <message>
        <source>Set the &amp;PIN</source>
        <translation>PINを設定(&amp;P)</translation>
    </message>
    <message>
        <source>Remove the P&amp;IN</source>
        <translation>PINを削除(&amp;I)</translation>
    </message>
    <message>
        <source>The two are not alike. Type the PIN twice.</source>
        <translation>2つの入力が一致しません。同じPINを2回入力してください。</translation>
    </message>
    <message>
        <source>The PIN is set.</source>
        <translation>PINを設定しました。</translation>
    </message>
    <message>
        <source>The PIN is removed.</source>
        <translation>PINを削除しました。</translation>
    </message>
    <message>
        <source>Taking an agreement back</source>
        <translation>同意の撤回</translation>
    </message>
    <message>
        <source>Your application is withdrawn: {company} no longer sees your e-mail address</source>
        <translation>応募を辞退しました。{company}にメールアドレスは見えなくなります</translation>
    </message>
    <message>
        <source>{company}: before you write again, you will be asked anew</source>
        <translation>{company}：次に連絡する前に、あらためて確認します</translation>
    </message>
    <message>
        <source>This use is switched off</source>
        <translation>この利用をオフにしました</translation>
    </message>
    <message>
        <source>Ask again: {what}</source>
        <translation>もう一度問い合わせる：{what}</translation>
    </message>
    <message>
        <source>Which jobs? What you leave empty narrows nothing.</source>
        <translation>どの求人を受け取りますか？空欄の項目では絞り込みません。</translation>
    </message>
    <message>
        <source>Criteria of job mails</source>
        <translation>求人メールの条件</translation>
    </message>
    <message>
        <source>Who has my address</source>
        <translation>メールアドレスの開示先</translation>
    </message>
    <message>
        <source>Companies that were shown your e-mail address, because you applied there. Nobody else gets it.</source>
        <translation>応募によりメールアドレスが開示された企業です。それ以外には伝わりません。</translation>
    </message>
    <message>
        <source>No company.</source>
        <translation>開示先はありません。</translation>
    </message>
    <message>
        <source>A company that is no longer here</source>
        <translation>退会した企業</translation>
    </message>
    <message>
        <source>You applied for: {job}</source>
        <translation>応募した求人：{job}</translation>
    </message>
    <message>
        <source>You applied there.</source>
        <translation>応募しました。</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time} から</translation>
    </message>
    <message>
        <source>from {begin} to {end}</source>
        <translation>{begin} から {end} まで</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>辞退</translation>
    </message>
    <message>
        <source>Withdraw from {company}</source>
        <translation>{company}への応募を辞退</translation>
    </message>
    <message>
        <source>you withdrew</source>
        <translation>辞退</translation>
    </message>
    <message>
        <source>you paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>you asked for deletion</source>
        <translation>削除の手続き</translation>
    </message>
    <message>
        <source>What the site holds about me</source>
        <translation>サイトが保存している内容</translation>
    </message>
    <message>
        <source>Everything, and what it is held for. What a company notes for itself is its own, and not shown here.</source>
        <translation>保存されている内容のすべてと、その目的です。企業が自社用に書いたメモは企業のもので、ここには表示されません。</translation>
    </message>
    <message>
        <source>Hide: {what}</source>
        <translation>隠す：{what}</translation>
    </message>
    <message>
        <source>Show: {what}</source>
        <translation>表示：{what}</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Removal under way</source>
        <translation>消去の進み具合</translation>
    </message>
    <message>
        <source>What you withdrew, hid or paused leaves every device with its next sync; a company&apos;s device that does not sync locks after 72 hours and is emptied after 14 days.</source>
        <translation>辞退・非公開・一時停止した内容は、各端末の次の同期で消えます。同期しない企業の端末は72時間でロックされ、14日で消去されます。</translation>
    </message>
    <message>
        <source>Nothing waits: it has arrived everywhere.</source>
        <translation>待ちはありません。すべての端末に届いています。</translation>
    </message>
    <message>
        <source>My own devices</source>
        <translation>自分の端末</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) still to come</source>
        <translation>
            <numerusform>あと%n台</numerusform>
        </translation>
    </message>
    <message>
        <source>last here {time}</source>
        <translation>最終同期 {time}</translation>
    </message>
    <message>
        <source>Who looked</source>
        <translation>閲覧の記録</translation>
    </message>
    <message>
        <source>Each time that a company&apos;s or a support device was shown something of yours, or somebody exported it.</source>
        <translation>企業やサポートの端末にあなたの情報が表示されたとき、または書き出されたときの記録です。</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>以前の記録を表示</translation>
    </message>
    <message>
        <source>Nobody yet. Public pages are read without asking who reads.</source>
        <translation>まだ記録はありません。公開ページはだれが読んだかを記録しません。</translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n回</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {all} sections filled in</source>
        <translation>{all}項目中{done}項目を記入済み</translation>
    </message>
    <message>
        <source>Where in Japan you live now.</source>
        <translation>現在お住まいの都道府県です。</translation>
    </message>
    <message>
        <source>Only you see this: the policy in force no longer lists it.</source>
        <translation>ご本人だけに表示されます（現行ポリシーの取得項目ではありません）。</translation>
    </message>
    <message>
        <source>Deleting what the policy no longer lists</source>
        <translation>取得項目でなくなった情報の削除</translation>
    </message>
    <message>
        <source>The privacy policy changed. What you do waits on this computer until you agree to it.</source>
        <translation>プライバシーポリシーが変わりました。同意するまで、変更はこの端末で保留されます。</translation>
    </message>
    <message>
        <source>Read what changed</source>
        <translation>変更点を読む</translation>
    </message>
    <message>
        <source>You have not agreed to the privacy policy yet. What you do waits on this computer until then.</source>
        <translation>プライバシーポリシーにまだ同意していません。同意するまで、変更はこのコンピューターで保留されます。</translation>
    </message>
    <message>
        <source>Read the policy</source>
        <translation>ポリシーを読む</translation>
    </message>
    <message>
        <source>Privacy policy · not agreed to yet</source>
        <translation>プライバシーポリシー・未同意</translation>
    </message>
    <message>
        <source>Privacy policy · changed since you agreed</source>
        <translation>プライバシーポリシー・同意後に変更あり</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>+ New</source>
        <translation>＋ 追加</translation>
    </message>
    <message>
        <source>− Removed</source>
        <translation>－ 削除</translation>
    </message>
    <message>
        <source>New: {text}</source>
        <translation>追加：{text}</translation>
    </message>
    <message>
        <source>Removed: {text}</source>
        <translation>削除：{text}</translation>
    </message>
    <message>
        <source>A&amp;gree</source>
        <translation>同意する(&amp;G)</translation>
    </message>
    <message>
        <source>Each site has its own policy. It is shown here as soon as a site was chosen.</source>
        <translation>ポリシーはサイトごとに異なります。サイトを選ぶと、ここに表示されます。</translation>
    </message>
    <message>
        <source>Version {version}, in force since {day}</source>
        <translation>第{version}版（{day}施行）</translation>
    </message>
    <message>
        <source>Please read the policy and agree to it. Until you do, what you do waits on this computer. Reading, exporting, deleting and writing to us work all the same.</source>
        <translation>ポリシーをお読みのうえ、同意してください。同意するまで、変更はこのコンピューターで保留されます。閲覧、書き出し、削除、お問い合わせは、同意前でもご利用になれます。</translation>
    </message>
    <message>
        <source>The policy changed. Until you agree, what you do waits on this computer. Reading, exporting, withdrawing, deleting and writing to us work all the same.</source>
        <translation>ポリシーが変わりました。同意するまで、変更はこの端末で保留されます。閲覧、書き出し、辞退、削除、お問い合わせはそのまま使えます。</translation>
    </message>
    <message>
        <source>You agreed to version {version} on {time}.</source>
        <translation>{time}に第{version}版に同意しました。</translation>
    </message>
    <message>
        <source>To agree, first choose above what becomes of what is no longer listed.</source>
        <translation>同意するには、取得項目でなくなった情報の扱いを上で選んでください。</translation>
    </message>
    <message>
        <source>To agree, read the policy and tick the box above.</source>
        <translation>同意するには、ポリシーを読み、上のチェックボックスをオンにしてください。</translation>
    </message>
    <message>
        <source>No longer listed</source>
        <translation>取得項目でなくなった情報</translation>
    </message>
    <message>
        <source>Delete it at the site</source>
        <translation>サイトから削除する</translation>
    </message>
    <message>
        <source>Delete it at the site, and keep it for my papers on this computer</source>
        <translation>サイトから削除し、この端末の書類用に残す</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>情報の扱い</translation>
    </message>
    <message>
        <source>The new version no longer lists: {items}. Since then nobody but you sees it. What should become of it?</source>
        <translation>新しい版では、次の項目を取得しません：{items}。施行後はご本人だけに表示されています。どうしますか。</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>受領書…</translation>
    </message>
    <message>
        <source>Save the receipt: {agreement}, {time}</source>
        <translation>受領書を保存：{agreement}、{time}</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} を書き出しました。</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>受領書を保存</translation>
    </message>
    <message>
        <source>E&amp;xport everything…</source>
        <translation>すべて書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>Asking the site for everything…</source>
        <translation>サイトにすべてのデータを問い合わせています…</translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation>すべて書き出す</translation>
    </message>
    <message>
        <source>{file} is written: {count} files to read and to go on with. Keep it where nobody else reads it.</source>
        <translation>{file} を書き出しました（{count}ファイル）。他の人が読めない場所に保管してください。</translation>
    </message>
    <message>
        <source>Erasures</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Files of applicants that your company wrote, and what is owed of them.</source>
        <translation>貴社が書き出した応募者のファイルと、削除が必要な行です。</translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) written into {file}</source>
        <translation>
            <numerusform>応募者%n名を{file}に書き出しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody of your company wrote applicants into a file.</source>
        <translation>応募者を書き出したファイルはありません。</translation>
    </message>
    <message>
        <source>No exports</source>
        <translation>書き出しはありません</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) to delete</source>
        <translation>
            <numerusform>要削除 %n行</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>該当者なし</translation>
    </message>
    <message>
        <source>{stage}, {number}</source>
        <translation>{stage}、{number}</translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s)</source>
        <translation>
            <numerusform>応募者%n名</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were deleted from its copies</source>
        <translation>
            <numerusform>写しから%n行を削除済み</numerusform>
        </translation>
    </message>
    <message>
        <source>This file holds people who left. Delete their rows from every copy of it:</source>
        <translation>このファイルには、辞退または削除した人が含まれています。すべての写しから次の行を削除してください。</translation>
    </message>
    <message>
        <source>Row {row}</source>
        <translation>行 {row}</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除しました</translation>
    </message>
    <message>
        <source>Row {row} was deleted from every copy</source>
        <translation>行 {row} をすべての写しから削除しました</translation>
    </message>
    <message>
        <source>Noted as deleted</source>
        <translation>削除済みとして記録しました</translation>
    </message>
    <message>
        <source>Write applicants into a file</source>
        <translation>応募者をファイルに書き出す</translation>
    </message>
    <message>
        <source>Only the &amp;columns of the table</source>
        <translation>表の列だけ(&amp;C)</translation>
    </message>
    <message>
        <source>CSV file…</source>
        <translation>CSVファイル…</translation>
    </message>
    <message>
        <source>Excel file…</source>
        <translation>Excelファイル…</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation>Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>applicants</source>
        <translation>応募者</translation>
    </message>
    <message>
        <source>What is written: all applicants who did not withdraw.</source>
        <translation>書き出す対象：辞退していないすべての応募者</translation>
    </message>
    <message>
        <source>What is written: the applicants listed by {what}.</source>
        <translation>書き出す対象：「{what}」の一覧の応募者</translation>
    </message>
    <message>
        <source>Columns: ID, {columns}.</source>
        <translation>列：ID、{columns}</translation>
    </message>
    <message>
        <source>Accounts that were deleted within a year, or are about to be, and the devices that have yet to let go.</source>
        <translation>1年以内に削除された、または削除予定のアカウントと、まだデータを消去していない端末です。</translation>
    </message>
    <message>
        <source>Nobody deleted their account within a year.</source>
        <translation>1年以内に削除されたアカウントはありません。</translation>
    </message>
    <message>
        <source>No erasures</source>
        <translation>削除はありません</translation>
    </message>
    <message>
        <source>Erased {time}</source>
        <translation>{time}に削除</translation>
    </message>
    <message>
        <source>Deletion asked for {time}</source>
        <translation>{time}に削除の依頼</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) waited for</source>
        <translation>
            <numerusform>報告待ちの端末 %n台</numerusform>
        </translation>
    </message>
    <message>
        <source>Arrived everywhere</source>
        <translation>すべての端末に到達</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>端末</translation>
    </message>
    <message>
        <source>No device of anyone else was shown anything.</source>
        <translation>ほかの人の端末には何も表示されていませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>{reached} of %n device(s) have let go</source>
        <translation>
            <numerusform>端末%n台のうち{reached}台が消去済み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended, left to its lease</source>
        <translation>
            <numerusform>利用終了 %n台（期限で消去）</numerusform>
        </translation>
    </message>
    <message>
        <source>waited for since {time}</source>
        <translation>{time}から報告待ち</translation>
    </message>
    <message>
        <source>A company that is gone</source>
        <translation>現在は登録のない企業</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>R&amp;emove</source>
        <translation>削除(&amp;E)</translation>
    </message>
    <message>
        <source>Write a &amp;CSV file…</source>
        <translation>CSVファイルに書き出す(&amp;C)…</translation>
    </message>
    <message>
        <source>Write an &amp;Excel file…</source>
        <translation>Excelファイルに書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>Mails to your address have come back since {time}, so none of these are sent. Once your mailbox takes mails again, switch what you want off and on.</source>
        <translation>{time} 以降、メールが届かず戻ってきているため、以下のメールは送信されません。受信できるようになったら、必要な項目をいったんオフにし、もう一度オンにしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) would be lost: this session leaves nothing on this computer.</source>
        <translation>
            <numerusform>%n件が失われます。このセッションは、このコンピューターに何も残しません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>まだ送信されていません</translation>
    </message>
    <message>
        <source>&amp;Send and go on</source>
        <translation>送信して続ける(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Lose it</source>
        <translation>破棄する(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;tay</source>
        <translation>とどまる(&amp;T)</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>will be erased {day}</source>
        <translation>{day}に削除</translation>
    </message>
    <message>
        <source>{who} began the deletion</source>
        <translation>{who} が削除を開始</translation>
    </message>
    <message>
        <source>Read the policy and its changes</source>
        <translation>方針と変更点を読む</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>What nobody needs any more is deleted by itself. You are told before something of yours goes.</source>
        <translation>不要になったものは自動的に削除されます。あなたのデータが消える前にはお知らせします。</translation>
    </message>
    <message>
        <source>goes on {day}</source>
        <translation>{day}に削除</translation>
    </message>
    <message>
        <source>All is still right</source>
        <translation>今もこのとおり</translation>
    </message>
    <message>
        <source>Says that your profile is right as of today. Companies do not see when.</source>
        <translation>今日の時点で正しいことを確認します。日付は企業には見えません。</translation>
    </message>
    <message>
        <source>Last confirmed: {day}</source>
        <translation>最終確認日：{day}</translation>
    </message>
    <message>
        <source>Erase at the person&apos;s request</source>
        <translation>本人の依頼による削除</translation>
    </message>
    <message>
        <source>For a person who asked for it in a request, and whom you made sure of. You cannot undo it.</source>
        <translation>問い合わせで削除を依頼し、本人確認が済んだ方のための操作です。取り消すことはできません。</translation>
    </message>
    <message>
        <source>Erase this account</source>
        <translation>このアカウントを削除</translation>
    </message>
    <message>
        <source>Num&amp;ber of the request</source>
        <translation>問い合わせの番号(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Reason, and how you made sure who asks</source>
        <translation>理由と本人確認の方法(&amp;R)</translation>
    </message>
    <message>
        <source>The person can read it.</source>
        <translation>本人が読めます。</translation>
    </message>
    <message>
        <source>Type the e-mail &amp;address of this account</source>
        <translation>このアカウントのメールアドレスを入力(&amp;A)</translation>
    </message>
    <message>
        <source>Being erased: hidden now, gone on {time}. Until then the person can keep the account.</source>
        <translation>削除の手続き中です。現在は非公開で、{time}に消去されます。それまでは本人が取りやめることができます。</translation>
    </message>
    <message>
        <source>&amp;Erasures</source>
        <translation>「削除」を見る(&amp;E)</translation>
    </message>
    <message>
        <source>Give the number of the request in which the person asks for it, such as 12.</source>
        <translation>本人が削除を依頼した問い合わせの番号を入力してください（例：12）。</translation>
    </message>
    <message>
        <source>This is not the e-mail address of this account, so nothing is erased.</source>
        <translation>このアカウントのメールアドレスではないため、何も削除していません。</translation>
    </message>
    <message>
        <source>This person did not write that request, and it does not give their confirmed e-mail address.</source>
        <translation>その問い合わせは本人が書いたものではなく、本人の確認済みメールアドレスも記載されていません。</translation>
    </message>
    <message>
        <source>At once: the account is hidden from the public and from companies; a mail tells the person, and how to keep it.</source>
        <translation>すぐに：アカウントは一般公開と企業から隠されます。本人には、取りやめる方法とともにメールで通知します。</translation>
    </message>
    <message>
        <source>In 72 hours: everything of it is erased at the site, and every computer that holds something of it lets go. Until then only the person can call it off.</source>
        <translation>72時間後：サイトのデータがすべて消去され、データを持つすべての端末からも消えます。それまでに取りやめられるのは本人だけです。</translation>
    </message>
    <message>
        <source>What remains: files that companies wrote, which they are told to delete, and a line under Erasures that names nobody.</source>
        <translation>残るもの：企業が書き出したファイル（企業に削除を依頼します）と、「削除」に残る氏名のない記録です。</translation>
    </message>
    <message>
        <source>Sync log</source>
        <translation>同期の記録</translation>
    </message>
    <message>
        <source>Only pro&amp;blems</source>
        <translation>問題のあるものだけ(&amp;B)</translation>
    </message>
    <message>
        <source>What was exchanged with the site lately. It holds counts, times and problems only: nothing of what was sent or received, so you can hand it on.</source>
        <translation>サイトとの最近のやり取りです。件数・時刻・問題だけを記録し、送受信した内容は含まないため、人に渡せます。</translation>
    </message>
    <message>
        <source>Last syncs</source>
        <translation>最近の同期</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>表示するものはありません。</translation>
    </message>
    <message>
        <source>Show {count} more of {left}</source>
        <translation>残り{left}件のうち{count}件を表示</translation>
    </message>
    <message>
        <source>locked: open it to sign it out</source>
        <translation>ロック中：開いてからサインアウトできます</translation>
    </message>
    <message>
        <source>To be erased on</source>
        <translation>削除予定</translation>
    </message>
    <message>
        <source>You sign in with this address, and mails go there. To change it, the site asks for your password and mails a link to the new address: that needs the network. Nothing changes until you open the link.</source>
        <translation>このアドレスでサインインし、メールもここに届きます。変更するには、サイトがパスワードを確認し、新しいアドレスにリンクを送ります（ネットワークが必要です）。リンクを開くまで何も変わりません。</translation>
    </message>
    <message>
        <source>New e-&amp;mail address</source>
        <translation>新しいメールアドレス(&amp;M)</translation>
    </message>
    <message>
        <source>Pass&amp;word of this account</source>
        <translation>このアカウントのパスワード(&amp;W)</translation>
    </message>
    <message>
        <source>Se&amp;nd the link</source>
        <translation>リンクを送信(&amp;N)</translation>
    </message>
    <message>
        <source>The address stays as it is; the link is worth nothing.</source>
        <translation>メールアドレスは変わりません。送ったリンクは無効になりました。</translation>
    </message>
    <message>
        <source>Waiting for you to open the link in the mail to %1, until %2. Until then nothing changes.</source>
        <translation>%1 に送ったメールのリンクを開いてください（%2 まで）。それまでは何も変わりません。</translation>
    </message>
    <message>
        <source>Wi&amp;thdraw</source>
        <translation>取り下げる(&amp;T)</translation>
    </message>
    <message>
        <source>Source: {source}. The English text prevails; the Japanese one is a translation by this site.</source>
        <translation>出典：{source}。英語版が優先し、日本語版は当サイトによる参考訳です。</translation>
    </message>
    <message>
        <source>What you do is kept here and sent when the pause ends. “Sync now” syncs once all the same.</source>
        <translation>変更はこの端末に保存され、再開時に送信されます。「今すぐ同期」では1回だけ同期できます。</translation>
    </message>
    <message>
        <source>You chose to sync only while the network is not metered. “Sync now” syncs once all the same.</source>
        <translation>従量制でないネットワークでだけ同期する設定です。「今すぐ同期」では1回だけ同期できます。</translation>
    </message>
    <message>
        <source>Waits for a network that is not metered</source>
        <translation>従量制でないネットワークを待っています</translation>
    </message>
    <message>
        <source>Syncing is paused</source>
        <translation>同期を一時停止中</translation>
    </message>
    <message>
        <source>Syncing is paused until %1</source>
        <translation>%1まで同期を一時停止中</translation>
    </message>
    <message>
        <source>Send to supp&amp;ort…</source>
        <translation>サポートに送る(&amp;O)…</translation>
    </message>
    <message>
        <source>The site cannot say at once what is new, since something on the way cuts its line: it is looked at now and then.</source>
        <translation>途中の機器が接続を切るため、サイトの新着をすぐには受け取れません。定期的に確認しています。</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>同期</translation>
    </message>
    <message>
        <source>Pause for an &amp;hour</source>
        <translation>1時間停止する(&amp;H)</translation>
    </message>
    <message>
        <source>Pause until I &amp;resume</source>
        <translation>再開するまで停止する(&amp;R)</translation>
    </message>
    <message>
        <source>Only while the network is not metered</source>
        <translation>従量制でないネットワークでだけ同期する</translation>
    </message>
    <message>
        <source>Your system says which networks are metered; a phone&apos;s is, most often.</source>
        <translation>従量制かどうかはOSの設定によります（スマートフォンの回線など）。</translation>
    </message>
    <message>
        <source>It goes on by itself, as long as this program is open.</source>
        <translation>このプログラムを開いている間、自動で同期します。</translation>
    </message>
    <message>
        <source>Paused until {time}.</source>
        <translation>{time}まで停止しています。</translation>
    </message>
    <message>
        <source>Paused until you resume it.</source>
        <translation>再開するまで停止しています。</translation>
    </message>
    <message>
        <source>Your data were repaired</source>
        <translation>データを修復しました</translation>
    </message>
    <message>
        <source>Ne&amp;xt conflict</source>
        <translation>次の衝突(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous conflict</source>
        <translation>前の衝突(&amp;P)</translation>
    </message>
    <message>
        <source>Take &amp;mine</source>
        <translation>自分の変更を採る(&amp;M)</translation>
    </message>
    <message>
        <source>Take &amp;theirs</source>
        <translation>相手の変更を採る(&amp;T)</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>両方残す(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Write something else</source>
        <translation>別の値を書く(&amp;W)</translation>
    </message>
    <message>
        <source>Take &amp;all of mine</source>
        <translation>すべて自分の変更にする(&amp;A)</translation>
    </message>
    <message>
        <source>Take all of t&amp;heirs</source>
        <translation>すべて相手の変更にする(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open the document</source>
        <translation>文書を開く(&amp;O)</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Leave it removed</source>
        <translation>削除のままにする</translation>
    </message>
    <message>
        <source>{deed}: {field}</source>
        <translation>{deed}：{field}</translation>
    </message>
    <message>
        <source>Both together</source>
        <translation>両方を合わせた値</translation>
    </message>
    <message>
        <source>Taken back: {deed}</source>
        <translation>取り消しました：{deed}</translation>
    </message>
    <message>
        <source>{field}: mine stays</source>
        <translation>{field}：自分の変更を残します</translation>
    </message>
    <message>
        <source>{field}: theirs stays</source>
        <translation>{field}：相手の変更を残します</translation>
    </message>
    <message>
        <source>{field}: both stay</source>
        <translation>{field}：両方を残します</translation>
    </message>
    <message>
        <source>{field}: what you wrote stays</source>
        <translation>{field}：書いた値を残します</translation>
    </message>
    <message>
        <source>Open: {document}</source>
        <translation>開く：{document}</translation>
    </message>
    <message>
        <source>Others read this. What you choose goes out ten seconds later, and not before.</source>
        <translation>これは他の人も読みます。選んだ内容は10秒後に送られ、それまでは送られません。</translation>
    </message>
    <message>
        <source>The message that was to go out with it was not sent. It is kept as a draft: see the applicant.</source>
        <translation>一緒に送るはずだったメッセージは送信されていません。応募者の画面に下書きとして残っています。</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>この値にする</translation>
    </message>
    <message>
        <source>[added: {text}]</source>
        <translation>［追加：{text}］</translation>
    </message>
    <message>
        <source>[removed: {text}]</source>
        <translation>［削除：{text}］</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>ロゴ</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>画像を選ぶ…</translation>
    </message>
    <message>
        <source>Remove logo</source>
        <translation>ロゴを外す</translation>
    </message>
    <message>
        <source>Stands with your jobs, on white. Wide or square; a PNG, JPEG, WebP or SVG file.</source>
        <translation>求人とともに、白地に表示されます。横長または正方形のPNG、JPEG、WebP、SVGファイル。</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>別の画像を選ぶ…</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>ロゴの選択</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>{percent} % fetched</source>
        <translation>{percent}%取得済み</translation>
    </message>
    <message>
        <source>The newest is fetched first: what is listed can be used already. Pause it or leave as you like: it goes on from there.</source>
        <translation>新しいものから取得しています。一覧にあるものは利用できます。一時停止や終了をしても続きから再開します。</translation>
    </message>
    <message>
        <source>All is listed. A search finds the rest as it is made ready, as long as this program is open.</source>
        <translation>一覧には全件あります。残りの検索の準備は、このプログラムを開いている間に進みます。</translation>
    </message>
    <message>
        <source>{ready} of {all} searchable so far</source>
        <translation>{all}件中{ready}件を検索できます</translation>
    </message>
    <message>
        <source>Fit and experience worked out so far: {ready} of {all}</source>
        <translation>適合・経験年数の算出済み：{all}件中{ready}件</translation>
    </message>
    <message>
        <source>The keychain of this computer is being asked for the key to your data. It may wait for your answer in another window.</source>
        <translation>データを開く鍵を、このコンピューターのキーチェーンに求めています。別のウィンドウで確認を待っているかもしれません。</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>待つのをやめる</translation>
    </message>
    <message>
        <source>{applicant}: yours now</source>
        <translation>{applicant}：自分の担当にしました</translation>
    </message>
    <message>
        <source>{applicant}: given to {member}</source>
        <translation>{applicant}：担当を{member}に変更しました</translation>
    </message>
    <message>
        <source>{applicant}: nobody’s now</source>
        <translation>{applicant}：担当者なしにしました</translation>
    </message>
    <message>
        <source>{applicant}: label {label} put on</source>
        <translation>{applicant}：ラベル「{label}」を付けました</translation>
    </message>
    <message>
        <source>{applicant}: label {label} taken off</source>
        <translation>{applicant}：ラベル「{label}」を外しました</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>「{words}」</translation>
    </message>
    <message>
        <source>{words} ({kind}): {instead}</source>
        <translation>{words}（{kind}）：{instead}</translation>
    </message>
    <message>
        <source>{why} Source: {law}.</source>
        <translation>{why}根拠：{law}。</translation>
    </message>
    <message>
        <source>Fit for this job</source>
        <translation>この求人との適合</translation>
    </message>
    <message>
        <source>{verdict}: {words}</source>
        <translation>{verdict}：{words}</translation>
    </message>
    <message>
        <source>Show who this is?</source>
        <translation>応募者の身元を表示しますか？</translation>
    </message>
    <message>
        <source>Name, school, citizenship, birthday and e-mail address are shown in your company from then on. It is noted that you did it, and it cannot be taken back.</source>
        <translation>氏名・学校名・国籍・生年月日・メールアドレスが、以後社内で表示されます。解除した人と日時が記録され、元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Unblind</source>
        <translation>解除する</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活動履歴</translation>
    </message>
    <message>
        <source>What your company did last, as far as you may see it.</source>
        <translation>自社の最近の操作です（自分が見られる範囲）。</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>Stages, notes, tasks, files and new members will stand here.</source>
        <translation>選考段階の変更、メモ、タスク、書き出し、新しいメンバーがここに並びます。</translation>
    </message>
    <message>
        <source>{names} and others</source>
        <translation>{names}、ほか</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n other(s)</source>
        <translation>
            <numerusform>{names}、ほか%n名</numerusform>
        </translation>
    </message>
    <message>
        <source>at least {applicants}</source>
        <translation>{applicants}以上</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>未入力</translation>
    </message>
    <message>
        <source>{name} ({language})</source>
        <translation>{name}（{language}）</translation>
    </message>
    <message>
        <source>Changed since you looked: {sections}</source>
        <translation>前回の閲覧後に変更された項目：{sections}</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>changed: {sections}</source>
        <translation>変更あり：{sections}</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>選考段階</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>新着メッセージ %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s) became late</source>
        <translation>
            <numerusform>対応が遅れている新着応募者 %n名</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) due</source>
        <translation>
            <numerusform>期限になったタスク %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) that mention you</source>
        <translation>
            <numerusform>あなたをメンションしたメモ %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) given to you</source>
        <translation>
            <numerusform>応募者%n名があなたの担当になりました</numerusform>
        </translation>
    </message>
    <message>
        <source>What you are told of</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>What came stands in My day. A message of the system names nobody, and comes while this program is open.</source>
        <translation>新しい出来事は「今日の仕事」に表示されます。システムの通知には個人名は表示されず、このプログラムを開いている間だけ届きます。</translation>
    </message>
    <message>
        <source>New applicants</source>
        <translation>新着応募者</translation>
    </message>
    <message>
        <source>Messages of applicants</source>
        <translation>応募者からのメッセージ</translation>
    </message>
    <message>
        <source>New applicants who become late</source>
        <translation>対応が遅れた新着応募者</translation>
    </message>
    <message>
        <source>Tasks on their day</source>
        <translation>期限になったタスク</translation>
    </message>
    <message>
        <source>Notes that mention you</source>
        <translation>あなたをメンションしたメモ</translation>
    </message>
    <message>
        <source>Applicants given to you</source>
        <translation>あなたの担当になった応募者</translation>
    </message>
    <message>
        <source>Changes refused by the site</source>
        <translation>サイトに拒否された変更</translation>
    </message>
    <message>
        <source>Exported files that hold people who left</source>
        <translation>削除が必要な応募者を含むファイル</translation>
    </message>
    <message>
        <source>By mail</source>
        <translation>メールでも受け取る</translation>
    </message>
    <message>
        <source>A mail says how many came and names nobody, once an hour at most, also while this program is closed. Mails are chosen for all your computers. Conflicts and refused changes arise on a computer: of them the site has nothing to mail.</source>
        <translation>メールには個人名を載せず、件数だけをお知らせします。多くても1時間に1通で、このプログラムを閉じている間も届きます。メールの設定は、お使いのすべてのコンピューターに共通です。変更の衝突とサイトに拒否された変更は各コンピューターで起きるため、メールではお知らせしません。</translation>
    </message>
    <message>
        <source>{kind}, by mail</source>
        <translation>{kind}（メール）</translation>
    </message>
    <message>
        <source>In My day</source>
        <translation>「今日の仕事」に表示</translation>
    </message>
    <message>
        <source>In My day, and as a message of the system</source>
        <translation>「今日の仕事」とシステムの通知</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>知らせない</translation>
    </message>
    <message>
        <source>Begin from…</source>
        <translation>元にする選考段階…</translation>
    </message>
    <message>
        <source>Add a stage</source>
        <translation>段階を追加</translation>
    </message>
    <message>
        <source>In this order; Alt+Up and Alt+Down move a stage. One where somebody is cannot be removed.</source>
        <translation>この順に進みます。Alt+↑・Alt+↓で段階を動かせます。応募者がいる段階は削除できません。</translation>
    </message>
    <message>
        <source>The usual ones: {stages}</source>
        <translation>標準の段階：{stages}</translation>
    </message>
    <message>
        <source>Name the first stage</source>
        <translation>最初の段階に名前を付ける</translation>
    </message>
    <message>
        <source>Whoever applies comes to “{stage}” first.</source>
        <translation>応募者は最初に「{stage}」に入ります。</translation>
    </message>
    <message>
        <source>The seven usual stages</source>
        <translation>標準の7段階</translation>
    </message>
    <message>
        <source>New stage</source>
        <translation>新しい段階</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後へ</translation>
    </message>
    <message>
        <source>Remove this stage</source>
        <translation>この段階を削除</translation>
    </message>
    <message>
        <source>Whoever applies comes to this stage</source>
        <translation>応募者は必ずこの段階から始まります</translation>
    </message>
    <message>
        <source>The job of the view “{name}” is gone.</source>
        <translation>ビュー「{name}」の求人は削除されました。</translation>
    </message>
    <message>
        <source>“{name}” asks for more than this version of the program knows, so the list may be another one.</source>
        <translation>「{name}」にはこのバージョンが対応していない条件が含まれるため、一覧が異なる場合があります。</translation>
    </message>
    <message>
        <source>View saved: {name}</source>
        <translation>ビューを保存しました：{name}</translation>
    </message>
    <message>
        <source>View shared: {name}</source>
        <translation>ビューを共有しました：{name}</translation>
    </message>
    <message>
        <source>View deleted: {name}</source>
        <translation>ビューを削除しました：{name}</translation>
    </message>
    <message>
        <source>Mention a colleague</source>
        <translation>同僚をメンション</translation>
    </message>
    <message>
        <source>Mention {name}</source>
        <translation>{name}をメンション</translation>
    </message>
    <message>
        <source>Open again: {task}</source>
        <translation>未完了に戻しました：{task}</translation>
    </message>
    <message>
        <source>Done: {task}</source>
        <translation>完了：{task}</translation>
    </message>
    <message>
        <source>Snoozed until {day}: {task}</source>
        <translation>{day}まで再表示しません：{task}</translation>
    </message>
    <message>
        <source>Deleted: {task}</source>
        <translation>削除しました：{task}</translation>
    </message>
    <message>
        <source>Task saved: {task}</source>
        <translation>タスクを保存しました：{task}</translation>
    </message>
    <message>
        <source>This task was deleted meanwhile. You can save it as a new one.</source>
        <translation>このタスクはその間に削除されました。新しいタスクとして保存できます。</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>新しいタスク</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>For</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Change the task</source>
        <translation>タスクの変更</translation>
    </message>
    <message>
        <source>Save as a new task</source>
        <translation>新しいタスクとして保存</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明日</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>来週</translation>
    </message>
    <message>
        <source>Due: {day}</source>
        <translation>期限：{day}</translation>
    </message>
    <message>
        <source>No applicant and no job</source>
        <translation>応募者・求人なし</translation>
    </message>
    <message>
        <source>{member} (you)</source>
        <translation>{member}（自分）</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>だれでも</translation>
    </message>
    <message>
        <source>Chosen applicants</source>
        <translation>選択中の応募者</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>選択を解除</translation>
    </message>
    <message>
        <source>over {number} chosen</source>
        <translation>{number}名以上を選択中</translation>
    </message>
    <message>
        <source>{number} chosen</source>
        <translation>{number}名を選択中</translation>
    </message>
    <message>
        <source>{chosen}, {left} no longer in this list</source>
        <translation>{chosen}（ほか{left}名はこの一覧にもういません）</translation>
    </message>
    <message>
        <source>Choose all that were found</source>
        <translation>見つかった全員を選択</translation>
    </message>
    <message>
        <source>Choose all {number}</source>
        <translation>{number}名全員を選択</translation>
    </message>
    <message>
        <source>Deleted message</source>
        <translation>削除されたメッセージ</translation>
    </message>
    <message>
        <source>Take both back</source>
        <translation>両方を取り消す</translation>
    </message>
    <message>
        <source>Take back as draft</source>
        <translation>下書きに戻す</translation>
    </message>
    <message>
        <source>Take back, and the move</source>
        <translation>段階の変更とともに取り消す</translation>
    </message>
    <message>
        <source>Not sent, and the stage not changed: {reason}</source>
        <translation>送信できず、選考段階も変わっていません：{reason}</translation>
    </message>
    <message>
        <source>Not sent: {reason}</source>
        <translation>送信できませんでした：{reason}</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>送信できませんでした</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>その他…</translation>
    </message>
    <message>
        <source>More deeds</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Moved to {stage}</source>
        <translation>「{stage}」に変更</translation>
    </message>
    <message>
        <source>Made known</source>
        <translation>身元を表示</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Exported applicants</source>
        <translation>応募者を書き出し</translation>
    </message>
    <message>
        <source>Job published</source>
        <translation>求人を公開</translation>
    </message>
    <message>
        <source>Joined the team</source>
        <translation>チームに参加</translation>
    </message>
    <message>
        <source>Task added</source>
        <translation>タスクを追加</translation>
    </message>
    <message>
        <source>Task done</source>
        <translation>タスクを完了</translation>
    </message>
    <message>
        <source>Task left to anybody</source>
        <translation>タスクを担当者なしに変更</translation>
    </message>
    <message>
        <source>Tasks left to anybody</source>
        <translation>複数のタスクを担当者なしに変更</translation>
    </message>
    <message>
        <source>Task given to {member}</source>
        <translation>タスクの担当者を{member}に変更</translation>
    </message>
    <message>
        <source>Tasks given to {member}</source>
        <translation>複数のタスクの担当者を{member}に変更</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>タスク %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{deed}: {subject}</source>
        <translation>{deed}：{subject}</translation>
    </message>
    <message>
        <source>Preview: as it reads to</source>
        <translation>プレビュー（読む人）</translation>
    </message>
    <message>
        <source>Preview ({language})</source>
        <translation>プレビュー（{language}）</translation>
    </message>
    <message>
        <source>Nothing is written in this language.</source>
        <translation>この言語の文はまだありません。</translation>
    </message>
    <message>
        <source>Everybody gets the text in {language}, since there is no other one.</source>
        <translation>ほかの言語の文がないため、全員に{language}の文が送られます。</translation>
    </message>
    <message>
        <source>Which of them goes out by itself depends on the language in which the applicant uses IZANAU; only the site knows it.</source>
        <translation>自動で送られるのは、応募者がIZANAUで使っている言語の文です。どの言語かはサイトだけが把握しています。</translation>
    </message>
    <message>
        <source>{applicant}: gets the text in {language}, since there is none in {other}, which they read best.</source>
        <translation>{applicant}：最もよく読める{other}の文がないため、{language}の文が送られます。</translation>
    </message>
    <message>
        <source>{applicant}: gets the text in {language}, which they read best as far as the profile tells.</source>
        <translation>{applicant}：プロフィールから最もよく読めると判断される{language}の文が送られます。</translation>
    </message>
    <message>
        <source>Somebody made up who reads {language}</source>
        <translation>架空の応募者（{language}を読む人）</translation>
    </message>
    <message>
        <source>Is {place} meant?</source>
        <translation>{place}のことですか？</translation>
    </message>
    <message>
        <source>Give the company an owner</source>
        <translation>企業のオーナーを指名</translation>
    </message>
    <message>
        <source>A member with this address is the owner at once; anybody else gets a mail, and is once they accept.</source>
        <translation>このアドレスがメンバーのものであれば、すぐにオーナーになります。それ以外の場合はメールで依頼し、承諾後にオーナーになります。</translation>
    </message>
    <message>
        <source>Name the owner</source>
        <translation>オーナーを指名</translation>
    </message>
    <message>
        <source>How you made sure whose the company is</source>
        <translation>企業の責任者を確認した方法</translation>
    </message>
    <message>
        <source>It is on record, and the new owner can read it.</source>
        <translation>記録に残り、新しいオーナーも読めます。</translation>
    </message>
    <message>
        <source>E-mail address of the new owner</source>
        <translation>新しいオーナーのメールアドレス</translation>
    </message>
    <message>
        <source>Name, if they are not in the company yet</source>
        <translation>氏名（まだメンバーでない場合）</translation>
    </message>
    <message>
        <source>Who they are</source>
        <translation>選択中の応募者</translation>
    </message>
</context>
<context>
    <name>ConfirmForm</name>
    <message>
        <source>&amp;Code from the mail</source>
        <translation>メールのコード(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>&amp;Topic</source>
        <translation>件名(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>お名前(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;E-mail address for the answer</source>
        <translation>返信先メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;What is it about?</source>
        <translation>お問い合わせ内容(&amp;W)</translation>
    </message>
</context>
<context>
    <name>ForgottenForm</name>
    <message>
        <source>&amp;E-mail address</source>
        <translation>メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Code from the mail</source>
        <translation>メールのコード(&amp;C)</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>新しいパスワード(&amp;P)</translation>
    </message>
</context>
<context>
    <name>FrameWindow</name>
    <message>
        <source>Places</source>
        <translation>場所</translation>
    </message>
</context>
<context>
    <name>ReviewForm</name>
    <message>
        <source>Name, school, citizenship, birthday and e-mail address of an applicant are hidden from everybody in your company until somebody unblinds them, which is noted. Switching this off unblinds all applicants of the job, which is noted too.</source>
        <translation>応募者の氏名・学校名・国籍・生年月日・メールアドレスを、誰かが解除するまで社内の全員に表示しません。解除は記録されます。これをオフにすると、この求人の応募者全員が解除され、それも記録されます。</translation>
    </message>
</context>
<context>
    <name>SigninForm</name>
    <message>
        <source>&amp;E-mail address</source>
        <translation>メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Only for this &amp;session: keep nothing on this computer</source>
        <translation>今回だけ使う（このコンピューターに何も残さない）(&amp;S)</translation>
    </message>
</context>
<context>
    <name>SignupForm</name>
    <message>
        <source>&amp;Full name, as in your passport</source>
        <translation>氏名（パスポートどおり）(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;E-mail address</source>
        <translation>メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>サイト</translation>
    </message>
</context>
<context>
    <name>SiteForm</name>
    <message>
        <source>Ad&amp;dress of the site</source>
        <translation>サイトのアドレス(&amp;D)</translation>
    </message>
</context>
</TS>
