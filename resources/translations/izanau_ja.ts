<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name />
        <message>
            <source>Ctrl+K commands</source>
            <translation>Ctrl+K コマンド</translation>
        </message>
        <message>
            <source>? keys</source>
            <translation>? キー一覧</translation>
        </message>
        <message>
            <source>&amp;Commands…</source>
            <translation>コマンド(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Keys</source>
            <translation>キー一覧(&amp;K)</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>キー一覧</translation>
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
            <source>Type what you want to do</source>
            <translation>したいことを入力</translation>
        </message>
        <message>
            <source>Find a command</source>
            <translation>コマンドを探す</translation>
        </message>
        <message>
            <source>No command fits these words.</source>
            <translation>合うコマンドがありません。</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
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
            <translation>{place}、{count}件</translation>
        </message>
        <message>
            <source>Type to choose</source>
            <translation>入力して選ぶ</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>%1を外す</translation>
        </message>
        <message>
            <source>This is no date yet.</source>
            <translation>まだ日付として読めません。</translation>
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
            <source>Until now</source>
            <translation>現在まで</translation>
        </message>
        <message>
            <source>e.g. 2024-3, or: now</source>
            <translation>例：2024-3、または：現在</translation>
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
    </context>
    <context>
        <name>FrameWindow</name>
        <message>
            <source>Places</source>
            <translation>場所</translation>
        </message>
    </context>
</TS>
